using NodaTime;

namespace LogActors.Tests;

/// <summary>A pass whose process dies, or whose disk fails, in each of its calls: what it was to delete is gone in the end, and nothing else.</summary>
public sealed class RetentionCrashTests
{
    private const string Folder = "/root";
    private const string Journals = "/root/.logactors/files/orders~";
    private const string Stranger = "orders-20251231.log";
    private const string Current = "orders-20260109.log";
    private const int Always = 1000;
    private static readonly CurrentSegment s_current = new(7, 7);
    private static readonly Instant Now = Instant.FromUnixTimeSeconds(1_800_000_000);
    private static readonly string[] s_kept = [Stranger, NameOf(5), NameOf(6), Current];
    private static readonly RetainOptions s_keepTwo = new() { BackupCount = 2 };

    [Theory]
    [InlineData(DiskFault.Death, 1)]
    [InlineData(5, 1)]
    [InlineData(5, 3)]
    [InlineData(28, 1)]
    [InlineData(30, Always)]
    public void Fault_InAnyCall_LeavesNothingForEver(int error, int times)
    {
        for (int powerLoss = -1; powerLoss < 12; powerLoss++)
        {
            for (int number = 1; Run(new DiskFault(DiskCall.Any, "", number, times, error, number), powerLoss); number++)
            {
            }
        }
    }

    private static bool Run(DiskFault fault, int powerLoss)
    {
        ModelDisk disk = new();
        Prepare(new ModelProcess(disk));
        ModelProcess process = new(disk);
        process.Arm(fault);
        bool met = false;
        try
        {
            RetentionResult result = Pass(process).Run(s_current, s_keepTwo, Now);
            met = result.Failed.Count > 0 || result.NotNoted is not null;
        }
        catch (Exception exception) when (exception is IOException or ProcessDeath)
        {
            met = true;
        }

        Kept(disk, fault);
        process.Die();
        if (powerLoss >= 0)
        {
            disk.LosePower(new Random(powerLoss));
        }

        Kept(disk, fault);
        ModelProcess next = new(disk);
        Pass(next).Run(s_current, s_keepTwo, Now);
        disk.LosePower(new Random(powerLoss + 1));
        Pass(new ModelProcess(disk)).Run(s_current, s_keepTwo, Now);

        Assert.Equal(s_kept, next.List(Folder).Order(StringComparer.Ordinal));
        Assert.Equal([5, 6], SegmentCatalog.Open(new ModelProcess(disk), Journals).Segments.Select(segment => segment.Number));
        return met;
    }

    private static void Kept(ModelDisk disk, DiskFault fault) =>
        Assert.True(Array.TrueForAll(s_kept, name => disk.Find(Path.Combine(Folder, name)) is not null), $"{fault} cost a file");

    private static string NameOf(long number) => $"orders-2026010{number}.log";

    private static RetentionPass Pass(ModelProcess process) => new(process, Folder, SegmentCatalog.Open(process, Journals));

    private static void Prepare(ModelProcess process)
    {
        SegmentCatalog catalog = SegmentCatalog.Open(process, Journals);
        for (int number = 1; number <= 6; number++)
        {
            Make(process, NameOf(number), number);
            catalog.Add(new ClosedSegment(number, NameOf(number), number, Now), sync: true);
        }

        Make(process, Current, 7);
        Make(process, Stranger, 3);
        process.SyncFolder(Folder);
    }

    private static void Make(ModelProcess process, string name, int length)
    {
        IStoredFile file = process.Open(Path.Combine(Folder, name));
        file.Write(0, new byte[length]);
        file.Sync();
    }
}
