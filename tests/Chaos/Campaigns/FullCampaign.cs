namespace LogActors.Chaos;

/// <summary>The disk fills up under load, and has space again a moment later; in a quarter of the cycles the silo is killed while it is full.</summary>
internal sealed class FullCampaign : ICampaign
{
    private const int CyclesPerRound = 10;
    private const int DiskMebibytes = 96;
    private const int LeastFreeBytes = 64 * 1024;
    private const int MostFreeBytes = 1024 * 1024;
    private static readonly TimeSpan ResumeWithin = TimeSpan.FromSeconds(1);

    public string Name => "full";

    public string Summary => "a disk that fills up and has space again (root)";

    public string? WhyNot() => Requirements.WhyNot("mount", "umount");

    public async Task RunAsync(CampaignRun run)
    {
        List<double> resumed = [];
        for (int left = run.Options.Cycles; left > 0 && !run.IsOver; left -= CyclesPerRound)
        {
            await using MountedFolder disk = await MountedFolder.TmpfsAsync(DiskMebibytes);
            await using Ground ground = new(run, new GroundOptions { LogRoot = Path.Combine(disk.Path, "logs"), RawRate = 800, ProviderRate = 800, Silo = FaultSite.WritesAside });
            await run.TryAsync(() => RoundAsync(run, ground, disk, Math.Min(left, CyclesPerRound), resumed));
            await ground.FinishAsync();
        }

        if (resumed.Count > 0)
        {
            run.Result.Notes["first resumed"] = FormattableString.Invariant($"p50 {SummaryTable.Percentile(resumed, 0.5):0.000} s, max {resumed.Max():0.000} s after space came back");
            if (resumed.Max() > ResumeWithin.TotalSeconds)
            {
                run.Result.Failures.Add(FormattableString.Invariant($"Writing was resumed {resumed.Max():0.000} s after space came back; it must be within {ResumeWithin.TotalSeconds} s."));
            }
        }
    }

    private static async Task RoundAsync(CampaignRun run, Ground ground, MountedFolder disk, int cycles, List<double> resumed)
    {
        ground.StartSilo();
        ground.StartClients();
        await ground.AllAsync(ground.SetMark());
        for (int i = 0; i < cycles; i++)
        {
            bool kill = run.StopAtFirst ? i % 2 == 1 : run.Random.Next(4) == 0;         // a bug may show only if a silo that met a full disk dies after it
            Mark full = ground.SetMark();
            string filler = Fill(disk.Path, run.Random.Next(LeastFreeBytes, MostFreeBytes));
            await ground.AllPutOffAsync(full);
            if (kill)
            {
                await run.PauseAsync(0, 100);
                await ground.Silo.KillAsync();
                File.Delete(filler);
                SiloProcess silo = ground.StartSilo();
                run.Report($"killed while full; {await ground.RecoveredAsync(ground.SetMark(), silo.StartedAt)}");
            }
            else
            {
                await run.PauseAsync(0, 400);
                Mark space = ground.SetMark();
                File.Delete(filler);
                double first = (await ground.FirstAsync(space) - space.At) / 1e9;
                double all = (await ground.AllAsync(space) - space.At) / 1e9;
                resumed.Add(first);
                run.Result.AllAcks.Add(all);
                run.Report(FormattableString.Invariant($"resumed after {first:0.000} s, all producers after {all:0.000} s"));
            }
        }
    }

    // Leaves this many bytes free; the load takes them.
    private static string Fill(string folder, int free)
    {
        string path = Path.Combine(folder, "filler");
        using FileStream filler = new(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        byte[] block = new byte[64 * 1024];
        for (long left = new DriveInfo(folder).AvailableFreeSpace - free; left > 0; left -= block.Length)
        {
            try
            {
                filler.Write(block);
            }
            catch (IOException)                                 // the load was quicker
            {
                break;
            }
        }

        return path;
    }
}
