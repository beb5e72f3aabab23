using System.Runtime.InteropServices;

namespace LogActors.Chaos;

/// <summary>Runs a campaign from the command line to the exit code.</summary>
internal static class ChaosCommand
{
    private const int Clean = 0;
    private const int Failed = 1;
    private const int WrongArguments = 2;
    private const int Interrupted = 130;

    public static async Task<int> RunAsync(string[] args)
    {
        using CancellationTokenSource interrupt = new();
        using PosixSignalRegistration interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        using PosixSignalRegistration terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
        try
        {
            ChaosOptions options = ChaosOptions.Parse(args);
            ICampaign campaign = CampaignCatalog.Find(options.Campaign);
            CampaignResult result = new(campaign.Name);
            if (campaign.WhyNot() is { } reason)
            {
                result.Skipped.Add(reason);
            }
            else
            {
                Programs programs = await SiloBuild.RunAsync(options.Silo);
                CampaignRun run = new(options, programs, result, interrupt.Token);
                try
                {
                    await campaign.RunAsync(run);
                }
                catch (MachineException exception)
                {
                    result.Skipped.Add(exception.Message);
                }
            }

            return Report(options, result);
        }
        catch (UsageException mistake)
        {
            await Console.Error.WriteLineAsync($"{mistake.Message}\n\n{ChaosOptions.Usage}");
            foreach (ICampaign campaign in CampaignCatalog.All)
            {
                await Console.Error.WriteLineAsync($"  {campaign.Name,-10} {campaign.Summary}");
            }

            return WrongArguments;
        }
        catch (CommandException failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return Failed;
        }
        catch (OperationCanceledException) when (interrupt.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Interrupted; what was started has been ended, and the temporary files are gone.");
            return Interrupted;
        }

        void Cancel(PosixSignalContext context)
        {
            context.Cancel = true;
            interrupt.Cancel();
        }
    }

    private static int Report(ChaosOptions options, CampaignResult result)
    {
        if (options.Require)
        {
            result.Failures.AddRange(result.Skipped.Select(reason => $"Skipped, although required: {reason}"));
        }

        Console.Out.Write(SummaryTable.Of(options, result));
        if (options.Json is { } path)
        {
            File.WriteAllText(path, SummaryJson.Of(options, result));
        }

        return result.IsClean ? Clean : Failed;
    }
}
