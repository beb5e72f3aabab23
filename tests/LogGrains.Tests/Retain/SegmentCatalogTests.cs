using NodaTime;

namespace LogActors.Tests;

public sealed class SegmentCatalogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LogStorage _storage = new();

    private string FilePath => _folder[SegmentCatalog.FileName];

    [Fact]
    public void Open_WithoutAFile_HasNoSegmentsAndMakesNone()
    {
        SegmentCatalog catalog = Open();
        catalog.Sync();

        Assert.Empty(catalog.Segments);
        Assert.Null(catalog.Damage);
        Assert.Empty(Directory.GetFiles(_folder.FullPath));
    }

    [Fact]
    public void Changes_AreThereWhenItIsOpenedAgain()
    {
        SegmentCatalog catalog = Open();
        catalog.Add(Closed(3), sync: false);
        catalog.Add(Closed(1), sync: true);
        catalog.Add(Closed(2), sync: false);
        catalog.Store(2, "orders-2.log.gz", 7, sync: false);
        catalog.Store(9, "orders-9.log.gz", 7, sync: false);
        catalog.Add(Closed(3) with { Bytes = 5 }, sync: false);
        catalog.Remove([1, 9], sync: false);

        ClosedSegment[] expected = [Closed(2) with { FileName = "orders-2.log.gz", Bytes = 7 }, Closed(3) with { Bytes = 5 }];
        Assert.Equal(expected, catalog.Segments);
        Assert.Equal(expected, Open().Segments);
    }

    [Fact]
    public void Add_OfAFileNameThatAnotherHad_ForgetsThatOne()
    {
        SegmentCatalog catalog = Open();
        catalog.Add(Closed(1), sync: false);
        catalog.Add(Closed(2), sync: false);

        catalog.Add(Closed(3) with { FileName = Closed(1).FileName }, sync: false);

        ClosedSegment[] expected = [Closed(2), Closed(3) with { FileName = Closed(1).FileName }];
        Assert.Equal(expected, catalog.Segments);
        Assert.Equal(expected, Open().Segments);
    }

    [Fact]
    public void TornEnd_IsCutOffByTheNextChange()
    {
        Open().Add(Closed(1), sync: false);
        byte[] whole = File.ReadAllBytes(FilePath);
        Open().Add(Closed(2), sync: false);
        File.WriteAllBytes(FilePath, File.ReadAllBytes(FilePath)[..^1]);

        SegmentCatalog catalog = Open();

        Assert.Equal([Closed(1)], catalog.Segments);
        Assert.Equal((whole.Length, false), (catalog.Damage?.Offset, catalog.Damage?.IsInTheMiddle));
        catalog.Add(Closed(3), sync: false);
        Assert.Equal([Closed(1), Closed(3)], Open().Segments);
        Assert.Null(Open().Damage);
    }

    [Fact]
    public void Damage_InTheMiddle_KeepsWhatIsBeforeIt()
    {
        SegmentCatalog catalog = Open();
        Array.ForEach([1, 2, 3], number => catalog.Add(Closed(number), sync: false));
        byte[] bytes = File.ReadAllBytes(FilePath);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(FilePath, bytes);

        catalog = Open();

        Assert.Equal([Closed(1)], catalog.Segments);
        Assert.Equal(1, catalog.Damage?.Frames);
        Assert.True(catalog.Damage?.IsInTheMiddle);
        Assert.Equal(bytes, File.ReadAllBytes(FilePath));
    }

    [Fact]
    public void FileOfAnotherKind_IsDamage_AndIsReplaced()
    {
        File.WriteAllText(FilePath, "[core]\n");

        SegmentCatalog catalog = Open();
        catalog.Add(Closed(1), sync: false);

        Assert.Equal(new CatalogDamage(0, 7, 0), catalog.Damage);
        Assert.Equal([Closed(1)], Open().Segments);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void FileThatSomebodyTookAway_IsMadeAgain(bool cut)
    {
        SegmentCatalog catalog = Open();
        catalog.Add(Closed(1), sync: false);
        if (cut)
        {
            File.WriteAllText(FilePath, "");
        }
        else
        {
            File.Delete(FilePath);
        }

        catalog.Add(Closed(2), sync: false);

        Assert.Equal([Closed(1), Closed(2)], Open().Segments);
    }

    [Fact]
    public void Changes_OfFewSegments_KeepTheFileShort()
    {
        SegmentCatalog catalog = Open();
        for (int number = 1; number <= 1000; number++)
        {
            catalog.Add(Closed(number), sync: false);
            catalog.Remove([number - 3], sync: false);
        }

        Assert.InRange(new FileInfo(FilePath).Length, 1, 80 * 100);
        Assert.Equal([Closed(998), Closed(999), Closed(1000)], Open().Segments);
        Assert.Equal([SegmentCatalog.FileName], _storage.List(_folder.FullPath));
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    public void Add_OfAnotherFoldersFile_IsRefused(string name)
    {
        Assert.Throws<ArgumentException>(() => Open().Add(Closed(1) with { FileName = name }, sync: false));
        Assert.Throws<ArgumentException>(() => Open().Store(1, name, 1, sync: false));
    }

    [Fact]
    public void Open_OfTenThousandSegments_AllocatesLittleMoreThanThey()
    {
        const int Count = 10_000;
        using (IStoredFile file = _storage.Open(FilePath))
        {
            System.Buffers.ArrayBufferWriter<byte> output = new();
            CatalogFormat.AddHeader(output);
            for (int number = 1; number <= Count; number++)
            {
                CatalogFormat.AddClosed(output, Closed(number));
            }

            file.Write(0, output.WrittenSpan);
        }

        Open();
        long before = GC.GetAllocatedBytesForCurrentThread();
        SegmentCatalog catalog = Open();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(Count, catalog.Segments.Count);
        Assert.InRange(allocated / Count, 0, 300);
    }

    public void Dispose() => _folder.Dispose();

    private static ClosedSegment Closed(long number) => new(number, $"orders-{number}.log", 1000 + number, Instant.FromUnixTimeSeconds(1_800_000_000 + number));

    private SegmentCatalog Open() => SegmentCatalog.Open(_storage, _folder.FullPath);
}
