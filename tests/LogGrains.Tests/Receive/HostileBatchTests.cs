using CsCheck;

namespace LogActors.Tests;

/// <summary>Whatever a process on the network sends as a batch: it is refused with a reason, and nobody else is the worse for it.</summary>
public sealed class HostileBatchTests : IDisposable
{
    private readonly WriterPlace _place = new();
    private readonly Guid _producer = Guid.NewGuid();

    public static TheoryData<string, string> Damages => new()
    {
        { "no payload", "no payload" },
        { "no magic", "does not begin with" },
        { "wrong checksum", "checksum" },
        { "header alone", "holds 0" },
        { "half a header", "does not begin with" },
        { "cut", "checksum" },
        { "entry beyond the end", "127 bytes expected" },
        { "entry of no bytes", "claims 0 bytes" },
        { "entry beyond the limit", "claims 786433 bytes" },
        { "endless varint", "longer than 10 bytes" },
        { "shape that nobody defined", "not defined" },
        { "count too high", "claims 4 records and holds 3" },
        { "count too low", "claims 2 records and holds 3" },
        { "count of zero", "claims 0 records" },
        { "count below zero", "claims -1 records" },
        { "count without bound", "claims 2147483647 records and holds 3" },
        { "sequence below zero", "neither may be negative" },
        { "lowest sequence", "neither may be negative" },
        { "epoch below zero", "neither may be negative" },
        { "sequences over the end", "run over the end" },
        { "payload beyond the limit", "more than 1048576 bytes" },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Batch_WithDamage_IsRefusedWithItsReason(string damage, string reason)
    {
        LogFileWriter writer = _place.Open();

        AppendReceipt receipt = await writer.AppendAsync(Damaged(damage));

        Assert.Equal((AppendOutcome.Refused, -1), (receipt.Outcome, receipt.LastSequence));
        Assert.Contains(reason, receipt.Detail, StringComparison.Ordinal);
        Assert.Equal("", _place.Text());
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Batch_WithDamage_LeavesTheOthersOfItsGroupAlone(string damage, string _)
    {
        using BlockingDisk disk = new();
        LogFileWriter writer = _place.Open(storage: disk);
        Guid other = Guid.NewGuid();

        Task first = writer.AppendAsync(Some.Batch("first"));
        await disk.FirstWrite;
        Task<AppendReceipt>[] group =
        [
            writer.AppendAsync(Some.Batch(other, 0, 2, "other")),
            writer.AppendAsync(Damaged(damage)),
            writer.AppendAsync(Some.Batch(other, 2, 1, "other")),
            writer.AppendAsync(Some.Batch(_producer, 0, 3)),
        ];
        disk.LetThrough();
        await first;
        AppendReceipt[] receipts = await Task.WhenAll(group);

        Assert.Equal([AppendOutcome.Appended, AppendOutcome.Refused, AppendOutcome.Appended, AppendOutcome.Appended], receipts.Select(receipt => receipt.Outcome));
        Assert.Equal(["first", "other 0", "other 1", "other 2", "record 0", "record 1", "record 2"], _place.Lines());
    }

    [Fact]
    public async Task Batch_DamagedBehindGoodRecords_LeavesNothingOfThem()
    {
        LogFileWriter writer = _place.Open();
        byte[] payload = [.. Some.PayloadOfMany(0, 100, "record"), 0];
        RecordFormat.Seal(payload);

        AppendReceipt receipt = await writer.AppendAsync(new RecordBatch(_producer, 0, 0, 101, payload));

        Assert.Equal(AppendOutcome.Refused, receipt.Outcome);
        Assert.Equal("", _place.Text());
    }

    [Fact]
    public async Task Producer_OfADamagedBatch_GoesOnWhereItWas()
    {
        LogFileWriter writer = _place.Open();
        await writer.AppendAsync(Some.Batch(_producer, 0, 1));
        RecordBatch damaged = new(_producer, 0, 1, 9, Some.PayloadOfMany(1, 3, "record"));

        AppendReceipt refused = await writer.AppendAsync(damaged);
        AppendReceipt receipt = await writer.AppendAsync(Some.Batch(_producer, 1, 3));

        Assert.Equal((AppendOutcome.Refused, 0), (refused.Outcome, refused.LastSequence));
        Assert.Equal((AppendOutcome.Appended, 3), (receipt.Outcome, receipt.LastSequence));
        Assert.Equal(["record 0", "record 1", "record 2", "record 3"], _place.Lines());
    }

    [Fact]
    public async Task Batch_WhoseRecordsDifferFromItsRepeat_IsNotWrittenAgain()
    {
        LogFileWriter writer = _place.Open();
        await writer.AppendAsync(Some.Batch(_producer, 0, 2));

        AppendReceipt receipt = await writer.AppendAsync(new RecordBatch(_producer, 0, 0, 2, new byte[] { 1, 2, 3 }));

        Assert.Equal((AppendOutcome.Appended, 1), (receipt.Outcome, receipt.LastSequence));
        Assert.Equal(["record 0", "record 1"], _place.Lines());
    }

    [Fact]
    public async Task Refusals_OfOneProducer_AreLoggedOnce()
    {
        LogFileWriter writer = _place.Open();

        await writer.AppendAsync(Damaged("no magic"));
        await writer.AppendAsync(Damaged("wrong checksum"));
        await writer.AppendAsync(new RecordBatch(Guid.NewGuid(), 0, 0, 0, Some.Payload()));

        string[] logged = _place.Logger.Of(2001);
        Assert.Equal(2, logged.Length);
        Assert.Contains($"{_producer}", logged[0], StringComparison.Ordinal);
        Assert.Contains("does not begin with", logged[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusals_OfEverNewProducers_AreLoggedWithinABound()
    {
        LogFileWriter writer = _place.Open();

        for (int i = 0; i < 150; i++)
        {
            await writer.AppendAsync(new RecordBatch(Guid.NewGuid(), 0, 0, 0, Some.Payload()));
        }

        Assert.Equal(100, _place.Logger.Of(2001).Length);
    }

    /// <summary>One long property name, named again by each of many short records, would become gigabytes of lines.</summary>
    [Fact]
    public async Task Batch_ThatWouldSwell_IsRefused()
    {
        LogStoreOptions json = new();
        json.Files["*"] = new LogFileOptions { Format = LogFormat.Json };
        _place.Settings.Apply(json);
        LogFileWriter writer = _place.Open();
        RecordShape shape = new(1, "c", 0, null, null, [.. Enumerable.Range(0, 64).Select(i => new string((char)('a' + (i % 26)), 350) + i)]);
        byte[] record = Record(properties: 64);
        byte[] entry = [(byte)record.Length, .. record];
        const int Records = 8_000;
        byte[] payload = [.. new byte[RecordFormat.HeaderBytes], .. shape.Definition, .. Enumerable.Repeat(entry, Records).SelectMany(bytes => bytes)];
        RecordFormat.Seal(payload);

        AppendReceipt receipt = await writer.AppendAsync(new RecordBatch(_producer, 0, 0, Records, payload));

        Assert.Equal(AppendOutcome.Refused, receipt.Outcome);
        Assert.Contains("bytes of text", receipt.Detail, StringComparison.Ordinal);
        Assert.Equal("", _place.Text());
    }

    /// <summary>What a provider sends is written, though each of the shortest records has the most on its line that a resource may have.</summary>
    [Theory]
    [InlineData(LogFormat.Json)]
    [InlineData(LogFormat.Logfmt)]
    [InlineData(LogFormat.Text)]
    public async Task Batch_OfTheShortestRecordsAndTheLongestResource_IsWritten(LogFormat format)
    {
        LogStoreOptions all = new();
        all.Files["*"] = new LogFileOptions { Format = format, Resource = ["*"], Template = "{Message}" + string.Concat(Enumerable.Range(10, 40).Select(i => $"{{Resource.a{i}}}")) };
        _place.Settings.Apply(all);
        LogFileWriter writer = _place.Open();
        RecordResource resource = new(Enumerable.Range(10, 40).Select(i => KeyValuePair.Create($"a{i}", new string('x', 190))));
        byte[] record = Record(properties: 0);
        byte[] entry = [(byte)record.Length, .. record];
        int records = (256 * 1024) / entry.Length;
        byte[] payload = [.. new byte[RecordFormat.HeaderBytes], .. resource.Definition, .. new RecordShape(1, "c", 0, null, null, []).Definition, .. Enumerable.Repeat(entry, records).SelectMany(bytes => bytes)];
        RecordFormat.Seal(payload);

        AppendReceipt receipt = await writer.AppendAsync(new RecordBatch(_producer, 0, 0, records, payload));

        Assert.Equal((AppendOutcome.Appended, null), (receipt.Outcome, receipt.Detail));
    }

    /// <summary>Whatever bytes a correct checksum covers: a batch is written whole, or refused, and never makes the writer fail.</summary>
    [Theory]
    [InlineData(LogFormat.Text)]
    [InlineData(LogFormat.Json)]
    [InlineData(LogFormat.Logfmt)]
    public void Batch_OfAnyBytes_IsAppendedOrRefused(LogFormat format)
    {
        LogStoreOptions options = new();
        options.Files["*"] = new LogFileOptions { Format = format, Template = "{Timestamp} {EventId} {Message} {Properties} {Scopes} {TraceId}" };
        _place.Settings.Apply(options);
        LogFileWriter writer = _place.Open();
        byte[] sound = Some.Payload(
            properties: [("A", 1), ("B", "two"), ("C", 3.5m), ("D", new object?[] { 1, "x", null }), ("E", Some.Time), ("F", new (string, object?)[] { ("g", 1UL) }), ("H", new DateTimeOffset(Some.Time)), ("I", TimeSpan.MaxValue), ("J", 1.5f), ("K", DateOnly.MaxValue), ("L", TimeOnly.MaxValue), ("M", Guid.Empty)],
            traced: true,
            exception: "System.Exception: no\n   at Main()",
            scopes: [("outer", [("Inner", 7)])]);
        Gen<(int At, byte Value)[]> changes = Gen.Select(Gen.Int[RecordFormat.HeaderBytes, sound.Length - 1], Gen.Byte).Array[1, 6];

        changes.Sample(
            all =>
            {
                byte[] payload = [.. sound];
                Array.ForEach(all, change => payload[change.At] = change.Value);
                RecordFormat.Seal(payload);
                AppendReceipt receipt = writer.AppendAsync(new RecordBatch(Guid.NewGuid(), 0, 0, 1, payload)).GetAwaiter().GetResult();
                Assert.True(receipt.Outcome is AppendOutcome.Appended or AppendOutcome.Refused, $"{receipt.Outcome}: {receipt.Detail}");
            },
            iter: 3_000, threads: 1);
    }

    public void Dispose() => _place.Dispose();

    private static byte[] Record(int properties)
    {
        RecordEncoder encoder = new();
        encoder.Begin(1, Some.Time.Ticks, 2, 1024);
        encoder.Message("");
        for (int i = 0; i < properties; i++)
        {
            encoder.Null();
        }

        return encoder.Written.ToArray();
    }

    private RecordBatch Damaged(string damage)
    {
        byte[] sound = Some.PayloadOfMany(0, 3, "record");
        return damage switch
        {
            "no payload" => Batch([]),
            "no magic" => Batch([(byte)'X', .. sound[1..]]),
            "wrong checksum" => Batch([.. sound[..^1], (byte)(sound[^1] ^ 1)]),
            "header alone" => Batch(Sealed([])),
            "half a header" => Batch(sound[..7]),
            "cut" => Batch(sound[..^3]),
            "entry beyond the end" => Batch(Sealed([.. sound[RecordFormat.HeaderBytes..], 0x7F, 2])),
            "entry of no bytes" => Batch(Sealed([.. sound[RecordFormat.HeaderBytes..], 0])),
            "entry beyond the limit" => Batch(Sealed([.. sound[RecordFormat.HeaderBytes..], 0x81, 0x80, 0x30])),
            "endless varint" => Batch(Sealed([.. Enumerable.Repeat((byte)0xFF, 11)])),
            "shape that nobody defined" => Batch(Some.Sealed([], Record(properties: 0))),
            "count too high" => Batch(sound, count: 4),
            "count too low" => Batch(sound, count: 2),
            "count of zero" => Batch(sound, count: 0),
            "count below zero" => Batch(sound, count: -1),
            "count without bound" => Batch(sound, count: int.MaxValue),
            "sequence below zero" => Batch(sound, first: -1),
            "lowest sequence" => Batch(sound, first: long.MinValue),
            "epoch below zero" => new RecordBatch(_producer, -1, 0, 3, sound),
            "sequences over the end" => Batch(sound, first: long.MaxValue - 2),
            "payload beyond the limit" => Batch(Sealed([.. sound[RecordFormat.HeaderBytes..], .. Padding(RecordFormat.MaxBatchBytes)])),
            _ => throw new ArgumentException($"No such damage: {damage}.", nameof(damage)),
        };
    }

    private static byte[] Sealed(byte[] entries)
    {
        byte[] payload = [.. new byte[RecordFormat.HeaderBytes], .. entries];
        RecordFormat.Seal(payload);
        return payload;
    }

    // Entries of a kind that this version skips.
    private static byte[] Padding(int bytes) => [.. Enumerable.Repeat<byte[]>([1, 0x7F], bytes / 2).SelectMany(entry => entry)];

    private RecordBatch Batch(byte[] payload, long first = 0, int count = 3) => new(_producer, 0, first, count, payload);
}
