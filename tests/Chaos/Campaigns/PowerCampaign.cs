namespace LogActors.Chaos;

/// <summary>Power cuts: the silo is killed, and the file system then loses what was not flushed, all of it or all but some pages. What was acknowledged as durable must be there.</summary>
/// <param name="siloSees">
/// Whether the silo is killed a moment later instead, and sees every write and flush fail: it must not acknowledge anything as durable then. In a power cut it
/// is killed first, since an acknowledgement as written is no sin while the page cache lives.
/// </param>
internal sealed class PowerCampaign(bool siloSees) : ICampaign
{
    private const int CyclesPerRound = 10;
    private const int MostPasses = 40;
    private static readonly string[] WhileKeeping = ["compress-deleted", "segment-old-closed", "retain-synced"];
    private static readonly TimeSpan ReachWithin = TimeSpan.FromSeconds(5);
    private const int MostPassesWhileKeeping = 4;
    private const int SegmentBytes = 2_000_000;
    private const char Keeping = '+';
    private static readonly string[] FileSystems = ["ext4", "xfs"];

    public string Name => siloSees ? "io-error" : "power";

    public string Summary => siloSees
        ? "a file system that fails every write and flush from a moment on (root, xfs_io)"
        : "power cuts on ext4 and XFS, durable acknowledgements (root, xfs_io)";

    public string? WhyNot() => Requirements.WhyNot("mount", "umount", "xfs_io", "mkfs.ext4", "mkfs.xfs");

    public async Task RunAsync(CampaignRun run)
    {
        IEnumerable<string> keeping = from point in WhileKeeping from kind in FileSystems select $"{kind}{Keeping}{point}";
        string[] fileSystems = run.Pick(siloSees ? FileSystems : FileSystems.Concat(keeping), kind => kind);
        int round = 0;
        for (int left = run.Options.Cycles; left > 0 && !run.IsOver; round++)
        {
            // Each file system gets its share even of a few cycles.
            int cycles = Math.Min(left, Math.Clamp((run.Options.Cycles + fileSystems.Length - 1) / fileSystems.Length, 1, CyclesPerRound));
            left -= cycles;
            string fileSystem = fileSystems[round % fileSystems.Length];
            string? dieAt = fileSystem.Split(Keeping) is [_, var point] ? point : null;
            bool keeps = dieAt is not null;
            await using MountedFolder disk = await MountedFolder.ImageAsync(fileSystem.Split(Keeping)[0]);
            await using Ground ground = new(run, new GroundOptions
            {
                Label = fileSystem,
                LogRoot = Path.Combine(disk.Path, "logs"),
                Level = AckLevel.Durable,
                Errors = true,
                Plain = true,
                ProviderClients = run.Options.AckSetting ? 1 : 0,           // a provider forgets what a receipt of any level covers
                RawRate = 4000,
                BackupCount = keeps ? FaultSite.KeptSegments : 0,
                Silo = Settings(run, keeps),
            });
            await run.TryAsync(() => RoundAsync(run, ground, disk, cycles, fileSystem, dieAt));
            await ground.FinishAsync();
        }
    }

    private static Dictionary<string, string> Settings(CampaignRun run, bool keeps)
    {
        RollNaming naming = run.Random.Next(2) == 0 ? RollNaming.Dated : RollNaming.TimedRotating;
        CompressionFormat format = run.Random.Next(2) == 0 ? CompressionFormat.Zstd : CompressionFormat.Gzip;
        return keeps ? FaultSite.FrequentChanges(SegmentBytes / 4, naming).Union(FaultSite.Keeping(format, FaultSite.KeptSegments)).ToDictionary()
            : run.Random.Next(2) == 0 ? FaultSite.FrequentChanges(SegmentBytes, naming)
            : [];
    }

    private async Task RoundAsync(CampaignRun run, Ground ground, MountedFolder disk, int cycles, string fileSystem, string? dieAt)
    {
        ground.StartSilo();
        ground.StartClients();
        await ground.AllAsync(ground.SetMark());
        for (int i = 0; i < cycles; i++)
        {
            await run.PauseAsync(0, 500);
            if (siloSees)
            {
                if (run.Random.Next(2) == 0)
                {
                    await ReachAsync(run, ground, "sync-begin", MostPasses, "stop");
                }

                await ground.CutAsync(disk);
                await run.PauseAsync(200, 1500);
            }
            else if (dieAt is not null && run.Random.Next(3) > 0)
            {
                await ReachAsync(run, ground, dieAt, MostPassesWhileKeeping, "linger");
            }
            else if (run.Random.Next(3) == 0)
            {
                await ReachAsync(run, ground, "sync-data", MostPasses, "linger");
            }

            await ground.Silo.KillAsync();
            if (!siloSees)
            {
                if (run.Random.Next(3) > 0)
                {
                    await ground.WriteBackAsync();
                }

                await disk.ShutDownAsync();
            }

            await disk.MountAgainAsync();
            SiloProcess silo = ground.StartSilo();
            run.Report($"{fileSystem}: {await ground.RecoveredAsync(ground.SetMark(), silo.StartedAt, all: run.Random.Next(5) == 0)}");
        }
    }

    // Before it dies, the thread that comes to the point waits there while the others go on ("linger"). So of a sync one of the two files is on the disk, and the other is not; and of closed segments a deletion is, with all
    // that was done before, unless that was not synced.
    private static async Task ReachAsync(CampaignRun run, Ground ground, string point, int mostPasses, string how)
    {
        await ground.Silo.KillAsync();
        SiloProcess silo = ground.StartSilo(FaultSite.Plan(point, run.Random.Next(1, mostPasses), how));
        await Task.WhenAny(silo.StoppedAsync(run.Cancellation), Task.Delay(ReachWithin, TimeProvider.System, run.Cancellation));
        run.Cancellation.ThrowIfCancellationRequested();
    }
}
