namespace LogActors.Chaos;

/// <summary>The silo is stopped for longer than its clients wait, and goes on; meanwhile another one is started on its log root and ports, and must not write.</summary>
internal sealed class PauseCampaign : ICampaign
{
    private const int CyclesPerRound = 10;
    private const int LogRootTaken = 3;                         // the exit code that says so

    public string Name => "pause";

    public string Summary => "a silo that is stopped and goes on, with a rival on its log root";

    public string? WhyNot() => OperatingSystem.IsLinux() ? null : "it needs Linux.";

    public async Task RunAsync(CampaignRun run)
    {
        for (int left = run.Options.Cycles; left > 0 && !run.IsOver; left -= CyclesPerRound)
        {
            await using Ground ground = new(run, new GroundOptions { RawRate = 2000, ProviderRate = 1000 });
            await run.TryAsync(() => RoundAsync(run, ground, Math.Min(left, CyclesPerRound)));
            await ground.FinishAsync();
        }
    }

    private static async Task RoundAsync(CampaignRun run, Ground ground, int cycles)
    {
        ground.StartSilo();
        ground.StartClients();
        await ground.AllAsync(ground.SetMark());
        for (int i = 0; i < cycles; i++)
        {
            await run.PauseAsync(0, 300);
            ground.Silo.Send(Signals.Stop);
            await ground.Silo.StoppedAsync(run.Cancellation);
            Dictionary<string, long> before = RootState(ground.LogRoot);
            Task pause = run.PauseAsync(5500, 7000);            // the provider's calls wait for 5 s
            await using SiloProcess rival = ground.StartRival();
            await Task.WhenAny(rival.Exited, pause);
            await pause;
            int? code = rival.HasExited ? rival.ExitCode : null;
            string[] changed = [.. RootState(ground.LogRoot).Except(before).Select(file => file.Key)];
            if (code != LogRootTaken || changed.Length > 0)
            {
                run.Result.Failures.Add($"A second silo on the log root {(code is null ? "went on" : $"ended with {code}")} instead of {LogRootTaken}, and changed {changed.Length} files ({string.Join(", ", changed)}):\n{rival.LastLines}");
            }

            await rival.KillAsync();
            Mark mark = ground.SetMark();
            ground.Silo.Send(Signals.Continue);
            double first = (await ground.FirstAsync(mark) - mark.At) / 1e9;
            double all = (await ground.AllAsync(mark) - mark.At) / 1e9;
            run.Result.AllAcks.Add(all);
            run.Report(FormattableString.Invariant($"the rival ended with {code}; first acknowledgement {first:0.000} s after the pause, all producers after {all:0.000} s"));
        }
    }

    // Every file with its length. The owner's own is left alone: a rival that was refused has no reason to touch it either.
    private static Dictionary<string, long> RootState(string root) =>
        new DirectoryInfo(root).EnumerateFiles("*", SearchOption.AllDirectories).ToDictionary(file => Path.GetRelativePath(root, file.FullName), file => file.Length);
}
