using NodaTime;

namespace LogActors.Tests;

/// <summary>A catalogue whose process dies, or whose disk fails, in each of its calls.</summary>
public sealed class SegmentCatalogCrashTests
{
    private const string Folder = "/root/.logactors/files/orders~";
    private const int PowerLosses = 4;
    private const int EIO = 5;
    private const int ENOSPC = 28;

    private static readonly (bool Synced, Action<SegmentCatalog> Do)[] s_changes =
    [
        (false, catalog => catalog.Add(Closed(1), sync: false)),
        (true, catalog => catalog.Add(Closed(2), sync: true)),
        (false, catalog => catalog.Add(Closed(3), sync: false)),
        (false, catalog => catalog.Store(2, "orders-2.log.zst", 7, sync: false)),
        (true, catalog => catalog.Remove([1], sync: true)),
        (false, catalog => catalog.Add(Closed(4), sync: false)),
        (true, catalog => catalog.Sync()),
        .. Enumerable.Range(0, 62).Select(i => (i % 9 == 8, (Action<SegmentCatalog>)(catalog => catalog.Add(Closed(5) with { Bytes = i }, sync: i % 9 == 8)))),
        (false, catalog => catalog.Remove([3, 4], sync: false)),
        (true, catalog => catalog.Add(Closed(6), sync: true)),
    ];

    private static readonly ClosedSegment[][] s_states = States();

    [Fact]
    public void Death_InAnyCall_LosesNothingThatWasNoted() => Sweep(DiskFault.Death, 1, null);

    [Fact]
    public void Death_InAnyCall_ThenAPowerLoss_LosesNothingThatWasSynced()
    {
        for (int seed = 0; seed < PowerLosses; seed++)
        {
            Sweep(DiskFault.Death, 1, seed);
        }
    }

    [Theory]
    [InlineData(EIO, 1)]
    [InlineData(EIO, 3)]
    [InlineData(ENOSPC, 1)]
    [InlineData(ENOSPC, 4)]
    public void Error_InAnyCall_ThenAPowerLoss_LosesNothingThatWasSynced(int error, int times)
    {
        Sweep(error, times, null);
        for (int seed = 0; seed < PowerLosses; seed++)
        {
            Sweep(error, times, seed);
        }
    }

    [Fact]
    public void FailedSync_ThenDeath_IsMadeGoodByTheNextProcess()
    {
        // Long enough that the next process's change is in another sector.
        ClosedSegment[] segments = [.. Enumerable.Range(1, 10).Select(number => Closed(number) with { FileName = new string((char)('a' + number), 255) })];
        for (int seed = 0; seed < 30; seed++)
        {
            ModelDisk disk = new();
            ModelProcess first = new(disk);
            SegmentCatalog catalog = SegmentCatalog.Open(first, Folder);
            Array.ForEach(segments, segment => catalog.Add(segment, sync: false));
            first.Arm(new DiskFault(DiskCall.Sync, SegmentCatalog.FileName, 1, 1, EIO, seed));
            Assert.Throws<IOException>(catalog.Sync);
            first.Die();

            catalog = SegmentCatalog.Open(new ModelProcess(disk), Folder);
            catalog.Add(Closed(11), sync: true);
            disk.LosePower(new Random(seed));

            Assert.Equal([.. segments, Closed(11)], SegmentCatalog.Open(new ModelProcess(disk), Folder).Segments);
        }
    }

    // Each run fails one call further on, until none is met.
    private static void Sweep(int error, int times, int? powerLoss)
    {
        for (int number = 1; Run(new DiskFault(DiskCall.Any, "", number, times, error, number), powerLoss); number++)
        {
        }
    }

    private static bool Run(DiskFault fault, int? powerLoss)
    {
        ModelDisk disk = new();
        ModelProcess process = new(disk);
        process.Arm(fault);
        bool met = false;
        int done = 0;
        int synced = 0;
        SegmentCatalog? catalog = null;
        for (int attempts = 0; done < s_changes.Length && !process.IsDead; attempts++)
        {
            Assert.True(attempts < s_changes.Length + 20, $"{fault}: change {done} is never made.");
            try
            {
                catalog ??= SegmentCatalog.Open(process, Folder);
                s_changes[done].Do(catalog);
                done++;
                synced = s_changes[done - 1].Synced ? done : synced;
                Assert.Equal(s_states[done], catalog.Segments);
            }
            catch (Exception exception) when (exception is IOException or ProcessDeath)
            {
                met = true;
            }

            if (met && !process.IsDead && powerLoss is null)
            {
                Check(disk, done, done + 1, fault);             // as if it had died now
            }
        }

        process.Die();
        if (powerLoss is { } seed)
        {
            disk.LosePower(new Random(seed));
        }

        Check(disk, powerLoss is null ? done : synced, done + 1, fault);
        GoOn(disk, done, fault);
        return met;
    }

    // The next process repeats what was not known to be done, to the end.
    private static void GoOn(ModelDisk disk, int done, DiskFault fault)
    {
        SegmentCatalog catalog = SegmentCatalog.Open(new ModelProcess(disk), Folder);
        for (int i = Math.Max(0, done - 1); i < s_changes.Length; i++)
        {
            s_changes[i].Do(catalog);
        }

        catalog.Sync();
        ClosedSegment[] expected = [.. catalog.Segments];
        disk.LosePower(new Random(fault.Number));
        Assert.Equal(expected, SegmentCatalog.Open(new ModelProcess(disk), Folder).Segments);
    }

    private static void Check(ModelDisk disk, int first, int last, DiskFault fault)
    {
        IReadOnlyList<ClosedSegment> found = SegmentCatalog.Open(new ModelProcess(disk), Folder).Segments;
        bool known = s_states.Take(last + 1).Skip(first).Any(state => state.SequenceEqual(found));
        Assert.True(known, $"{fault}: after changes {first} to {last} there is {string.Join(", ", found)}");
    }

    // What there is after each change, by a catalogue that nothing happens to.
    private static ClosedSegment[][] States()
    {
        SegmentCatalog catalog = SegmentCatalog.Open(new ModelProcess(new ModelDisk()), Folder);
        List<ClosedSegment[]> states = [[]];
        foreach ((_, Action<SegmentCatalog> change) in s_changes)
        {
            change(catalog);
            states.Add([.. catalog.Segments]);
        }

        return [.. states];
    }

    private static ClosedSegment Closed(long number) => new(number, $"orders-{number}.log", 1000 + number, Instant.FromUnixTimeSeconds(1_800_000_000 + number));
}
