namespace LogActors.Chaos;

/// <summary>Power cuts: the silo is killed, and the file system then loses what was not flushed. What was acknowledged as durable must be there.</summary>
/// <param name="siloSees">
/// Whether the silo is killed a moment later instead, and sees every write and flush fail: it must not acknowledge anything as durable then. In a power cut it
/// is killed first, since an acknowledgement as written is no sin while the page cache lives.
/// </param>
internal sealed class PowerCampaign(bool siloSees) : ICampaign
{
    private const int CyclesPerRound = 10;
    private const int MostPasses = 40;
    private static readonly TimeSpan ReachWithin = TimeSpan.FromSeconds(3);
    private static readonly string[] FileSystems = ["ext4", "xfs"];

    public string Name => siloSees ? "io-error" : "power";

    public string Summary => siloSees
        ? "a file system that fails every write and flush from a moment on (root, xfs_io)"
        : "power cuts on ext4 and XFS, durable acknowledgements (root, xfs_io)";

    public string? WhyNot() => Requirements.WhyNot("mount", "umount", "xfs_io", "mkfs.ext4", "mkfs.xfs");

    public async Task RunAsync(CampaignRun run)
    {
        string[] fileSystems = run.Pick(FileSystems, kind => kind);
        int round = 0;
        for (int left = run.Options.Cycles; left > 0 && !run.IsOver; round++)
        {
            // Each file system gets its share even of a few cycles.
            int cycles = Math.Min(left, Math.Clamp((run.Options.Cycles + 1) / 2, 1, CyclesPerRound));
            left -= cycles;
            string fileSystem = fileSystems[round % fileSystems.Length];
            await using MountedFolder disk = await MountedFolder.ImageAsync(fileSystem);
            await using Ground ground = new(run, new GroundOptions
            {
                Label = fileSystem,
                LogRoot = Path.Combine(disk.Path, "logs"),
                Level = AckLevel.Durable,
                Errors = true,
                Plain = true,
                ProviderClients = run.Options.AckSetting ? 1 : 0,           // a provider forgets what a receipt of any level covers
                RawRate = 4000,
                Silo = run.Random.Next(2) == 0 ? FaultSite.FrequentChanges(2_000_000, run.Random.Next(2) == 0 ? RollNaming.Dated : RollNaming.TimedRotating) : new Dictionary<string, string>(),
            });
            await run.TryAsync(() => RoundAsync(run, ground, disk, cycles, fileSystem));
            await ground.FinishAsync();
        }
    }

    private async Task RoundAsync(CampaignRun run, Ground ground, MountedFolder disk, int cycles, string fileSystem)
    {
        ground.StartSilo();
        ground.StartClients();
        await ground.AllAsync(ground.SetMark());
        for (int i = 0; i < cycles; i++)
        {
            await run.PauseAsync(0, 500);
            if (siloSees)
            {
                await ground.CutAsync(disk);
                await run.PauseAsync(200, 1500);
            }

            else if (run.Random.Next(3) == 0)
            {
                await DieInSyncAsync(run, ground);
            }

            await ground.Silo.KillAsync();
            if (!siloSees)
            {
                await disk.ShutDownAsync();
            }

            await disk.MountAgainAsync();
            SiloProcess silo = ground.StartSilo();
            run.Report($"{fileSystem}: {await ground.RecoveredAsync(ground.SetMark(), silo.StartedAt, all: run.Random.Next(5) == 0)}");
        }
    }

    // One of the two files of a sync is on the disk then, and the other is not: the thread with the segment waits while the journal is synced.
    private static async Task DieInSyncAsync(CampaignRun run, Ground ground)
    {
        await ground.Silo.KillAsync();
        SiloProcess silo = ground.StartSilo(FaultSite.Plan("sync-data", run.Random.Next(1, MostPasses), "linger"));
        await Task.WhenAny(silo.Exited, Task.Delay(ReachWithin, TimeProvider.System, run.Cancellation));
        run.Cancellation.ThrowIfCancellationRequested();
    }
}
