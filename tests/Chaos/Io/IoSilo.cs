using System.Globalization;

namespace LogActors.Chaos;

/// <summary>A real silo under load, whose system calls fail: <c>strace</c> answers some of them in the kernel's place. A moment later it is killed, and the next one recovers.</summary>
internal static class IoSilo
{
    private const int RecordsPerSecond = 400;                   // each of these calls stops the silo for a moment, also those that do not fail

    // When, in each thread: the first and every how many calls from there on. Writes of records only: .NET uses pwrite64 for files that can be positioned.
    private static readonly string[] s_injections =
    [
        "fdatasync:error=EIO:when=2+9",
        "fdatasync:error=ENOSPC:when=1+5",
        "fsync:error=EIO:when=1+2",
        "pwrite64:error=EIO:when=5+60",
        "pwrite64:error=ENOSPC:when=3+20",
        "pwrite64:error=EDQUOT:when=4+30",
        "ftruncate:error=EIO:when=1+3",
    ];

    public static async Task RunAsync(CampaignRun run)
    {
        if (Requirements.WhyNot("strace") is { } reason)
        {
            run.Result.Skipped.Add($"The silo's own system calls: {reason}");
            return;
        }

        await using Ground ground = new(run, new GroundOptions
        {
            Errors = true,
            ProviderClients = 1,
            RawRate = RecordsPerSecond,
            ProviderRate = RecordsPerSecond,
            Silo = FaultSite.FrequentChanges(100_000),
        });
        int injected = 0;
        await run.TryAsync(async () =>
        {
            ground.StartSilo();
            ground.StartClients();
            await ground.AllAsync(ground.SetMark());
            foreach (string injection in s_injections)
            {
                int met = await InjectAsync(run, ground.Silo.Id, injection);
                injected += met;
                long sound = HistoryWriter.Now();
                await ground.AllAsync(ground.SetMark());
                run.Result.AllAcks.Add((HistoryWriter.Now() - sound) / 1e9);
                await ground.Silo.KillAsync();
                SiloProcess silo = ground.StartSilo();
                run.Report($"{injection}: {met} calls failed; {await ground.RecoveredAsync(ground.SetMark(), silo.StartedAt, all: false)}");
            }
        });
        await ground.FinishAsync();
        run.Result.Notes["system calls"] = string.Create(CultureInfo.InvariantCulture, $"{injected} failed, of {s_injections.Length} kinds");
    }

    private static async Task<int> InjectAsync(CampaignRun run, int process, string injection)
    {
        string call = injection[..injection.IndexOf(':')];
        string trace = Path.GetTempFileName();
        TaskCompletionSource attached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            string[] command = ["strace", "-f", "-p", process.ToString(CultureInfo.InvariantCulture), "-o", trace, "-e", $"trace={call}", "-e", $"inject={injection}"];
            await using ChildProcess strace = ChildProcess.Start(command, new Dictionary<string, string>(), line =>
            {
                if (line.Contains("attached", StringComparison.Ordinal))
                {
                    attached.TrySetResult();
                }
            });
            await Task.WhenAny(attached.Task, strace.Exited, Task.Delay(CampaignRun.Patience, TimeProvider.System, run.Cancellation));
            if (!attached.Task.IsCompleted)
            {
                throw new MachineException($"strace cannot look at the silo: {strace.LastLines}");
            }

            await run.PauseAsync(1500, 2500);
            strace.Send(Signals.Terminate);                     // it lets go of the silo first
            await strace.Exited;
            return File.ReadLines(trace).Count(line => line.Contains("(INJECTED)", StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(trace);
        }
    }
}
