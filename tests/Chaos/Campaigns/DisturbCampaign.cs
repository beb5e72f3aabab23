namespace LogActors.Chaos;

/// <summary>Somebody deletes what the silo keeps beside the log files; it has to notice, and to go on so that a later kill costs nothing.</summary>
internal sealed class DisturbCampaign : ICampaign
{
    private const int CyclesPerRound = 5;
    private const string Notice = "deleted the journal of the log file";
    private static readonly TimeSpan NoticeWithin = TimeSpan.FromSeconds(5);
    private static readonly string[] Kinds = ["journal", "folder", "state"];

    public string Name => "disturb";

    public string Summary => "a journal, a log file's folder or .logactors deleted under the silo, which is killed once it has noticed";

    public string? WhyNot() => OperatingSystem.IsWindows() ? "an open file cannot be deleted" : null;

    public async Task RunAsync(CampaignRun run)
    {
        string[] kinds = run.Pick(Kinds, kind => kind);
        int round = 0;
        for (int left = run.Options.Cycles; left > 0 && !run.IsOver; round++)
        {
            int cycles = Math.Min(left, Math.Clamp((run.Options.Cycles + kinds.Length - 1) / kinds.Length, 1, CyclesPerRound));
            left -= cycles;
            string kind = kinds[round % kinds.Length];
            await using Ground ground = new(run, new GroundOptions { Label = kind, Plain = true, ProviderClients = 1, RawRate = 4000 });
            await run.TryAsync(() => RoundAsync(run, ground, kind, cycles));
            await ground.FinishAsync();
        }
    }

    private static async Task RoundAsync(CampaignRun run, Ground ground, string kind, int cycles)
    {
        ground.StartSilo();
        ground.StartClients();
        await ground.AllAsync(ground.SetMark());
        for (int i = 0; i < cycles && !run.IsOver; i++)
        {
            await run.PauseAsync(0, 500);
            Delete(ground, kind);
            if (!await IsBegunAnewAsync(run, ground))
            {
                run.Result.Failures.Add($"{kind}: the silo did not notice that its journal was deleted.");
            }

            await run.PauseAsync(0, 100);
            await ground.Silo.KillAsync();
            SiloProcess silo = ground.StartSilo();
            run.Report($"{kind}: {await ground.RecoveredAsync(ground.SetMark(), silo.StartedAt)}");
        }
    }

    private static void Delete(Ground ground, string kind)
    {
        if (kind == "journal")
        {
            Array.ForEach(Journals(ground), File.Delete);
            return;
        }

        try
        {
            Directory.Delete(kind == "folder" ? JournalFolder(ground) : Path.Combine(ground.LogRoot, ".logactors"), recursive: true);
        }
        catch (IOException)
        {
            // The silo was quicker, and has put something in it already.
        }
    }

    // Until there is a journal that a later silo can go on from, and the silo knows why: before long it begins one in any case. The kernel has no event for that which .NET would hand on.
    private static async Task<bool> IsBegunAnewAsync(CampaignRun run, Ground ground)
    {
        LogStorage storage = new();
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(20));
        for (long until = HistoryWriter.Now() + (long)NoticeWithin.TotalNanoseconds; HistoryWriter.Now() < until && await timer.WaitForNextTickAsync(run.Cancellation);)
        {
            bool isSaid = ground.Silo.LastLines.Contains(Notice, StringComparison.Ordinal);
            if (isSaid && Journals(ground).Any(path => JournalReader.Read(Journal.ReadFile(storage, path))?.Header is not null))
            {
                return true;
            }
        }

        return false;
    }

    private static string JournalFolder(Ground ground) => Path.Combine(ground.LogRoot, ".logactors", "files", $"{ClientArguments.LogFile}~");

    private static string[] Journals(Ground ground) => Directory.Exists(JournalFolder(ground)) ? Directory.GetFiles(JournalFolder(ground), "*.journal") : [];
}
