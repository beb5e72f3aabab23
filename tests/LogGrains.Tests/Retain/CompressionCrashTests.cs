using System.Text;
using NodaTime;

namespace LogActors.Tests;

/// <summary>A pass whose process dies, or whose disk fails, in each of its calls: at every moment a segment is there, plain or compressed, and in the end compressed and nothing else.</summary>
public sealed class CompressionCrashTests
{
    private const string Folder = "/root";
    private const string Journals = "/root/.logactors/files/orders~";
    private const string Segment = "orders-20260101.log";
    private static readonly CurrentSegment s_current = new(2, 0);
    private static readonly Instant Now = Instant.FromUnixTimeSeconds(1_800_000_000);
    private static readonly RetainOptions s_options = new() { Compress = CompressionFormat.Zstd };
    private static readonly byte[] s_text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 500).Select(i => $"record {i}\n")));

    [Theory]
    [InlineData(DiskFault.Death)]
    [InlineData(5)]
    [InlineData(28)]
    public void Fault_InAnyCall_LosesNothing(int error)
    {
        for (int powerLoss = -1; powerLoss < 12; powerLoss++)
        {
            int met = 0;
            for (int number = 1; Run(new DiskFault(DiskCall.Any, "", number, 1, error, number), powerLoss); number++)
            {
                met++;
            }

            Assert.True(met > 10, $"Only {met} calls were made.");
        }
    }

    private static bool Run(DiskFault fault, int powerLoss)
    {
        ModelDisk disk = new();
        Prepare(new ModelProcess(disk));
        ModelProcess process = new(disk);
        process.Arm(fault);
        bool met = Pass(process);
        AssertThere(disk, process: new ModelProcess(disk));
        process.Die();
        if (powerLoss >= 0)
        {
            disk.LosePower(new Random(powerLoss));
        }

        AssertThere(disk, new ModelProcess(disk));
        Assert.False(Pass(new ModelProcess(disk)));
        disk.LosePower(new Random(powerLoss + 1));
        Assert.False(Pass(new ModelProcess(disk)));
        ModelProcess last = new(disk);
        Assert.Equal([Segment + ".zst"], last.List(Folder));
        AssertThere(disk, last);
        return met;
    }

    // What the keeper does.
    private static bool Pass(ModelProcess process)
    {
        try
        {
            SegmentCatalog catalog = SegmentCatalog.Open(process, Journals);
            CompressionPass pass = new(process, Folder, catalog);
            pass.Clear(CancellationToken.None);
            while (pass.Next(s_current, s_options, Now, new HashSet<long>()) is { } segment)
            {
                Assert.Null(pass.Compress(segment, s_options, CancellationToken.None));
            }

            return false;
        }
        catch (Exception exception) when (exception is IOException or ProcessDeath)
        {
            return true;
        }
    }

    private static void AssertThere(ModelDisk disk, ModelProcess process)
    {
        ClosedSegment known = Assert.Single(SegmentCatalog.Open(process, Journals).Segments);
        Assert.NotNull(disk.Find(Path.Combine(Folder, known.FileName)));
        if (known.FileName == Segment)
        {
            Assert.Equal(s_text, disk.Find(Path.Combine(Folder, Segment))!.Content);
            return;
        }

        using CompressedText text = CompressedText.Open(process.TryOpen(Path.Combine(Folder, known.FileName))!, known.FileName, CompressionFormat.Zstd);
        byte[] read = new byte[text.Length];
        Assert.Equal(read.Length, text.Read(0, read));
        Assert.Equal(s_text, read);
    }

    private static void Prepare(ModelProcess process)
    {
        process.CreateFolder(Folder);
        process.CreateFolder(Journals);
        using (IStoredFile file = process.Open(Path.Combine(Folder, Segment)))
        {
            file.Write(0, s_text);
            file.Sync();
        }

        process.SyncFolder(Folder);
        SegmentCatalog.Open(process, Journals).Add(new ClosedSegment(1, Segment, s_text.Length, Now), sync: true);
    }
}
