using System.Buffers.Binary;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Serialization;

namespace LogActors.Fuzz;

/// <summary>A batch from the network: <see cref="RecordBatchCodec"/>, <see cref="RecordReader"/>, the renderers and <see cref="BatchAdmitter"/>. Refused in a documented way, or taken whole.</summary>
/// <remarks>An input is what the field of the batch holds: the header of 32 bytes, then the payload. Its first byte also says whether the field claims another length than it has.</remarks>
internal sealed class BatchTarget : IFuzzTarget
{
    private const int HeaderBytes = 32;
    private const int MostRenderedBytes = 256 * 1024;
    private static readonly LogFileName File = LogFileName.Parse("fuzz");

    private readonly Serializer<RecordBatch> _serializer = new ServiceCollection()
        .AddSerializer(builder => builder.AddAssembly(typeof(RecordBatch).Assembly)).BuildServiceProvider().GetRequiredService<Serializer<RecordBatch>>();

    private readonly ShapeTable _shapes = new();
    private readonly LineBuffer _lines = new();
    private readonly LineBuffer _again = new();
    private readonly (LogFormat Format, IRecordRenderer Renderer)[] _renderers =
    [
        (LogFormat.Text, RecordRenderers.Create(new LogFileOptions())),
        (LogFormat.Text, RecordRenderers.Create(new LogFileOptions { Template = "{Timestamp:HH:mm:ss.fff} {Level:u3} {EventId} {EventName} {Template} {Scopes} {Properties} {Property.a} {Resource.a} {TraceId} {SpanId} {Exception}" })),
        (LogFormat.Json, RecordRenderers.Create(new LogFileOptions { Format = LogFormat.Json, Resource = ["*"] })),
        (LogFormat.Logfmt, RecordRenderers.Create(new LogFileOptions { Format = LogFormat.Logfmt, Resource = ["*"] })),
        (LogFormat.Logfmt, RecordRenderers.Create(new LogFileOptions { Format = LogFormat.Logfmt, Resource = ["level", "a"] })),
    ];

    private readonly LogFileSettings _settings = new(new LogStoreOptions { Files = { ["fuzz"] = new LogFileOptions { Format = LogFormat.Json } } });

    public string Name => "batch";

    public int MaxInputBytes => 4096;

    public IEnumerable<(string Name, byte[] Input)> Seeds => BatchSeeds.All;

    public bool Run(ReadOnlySpan<byte> input)
    {
        if (Decode(input) is not { } batch)
        {
            return false;
        }

        Promise.Holds(input.Length >= HeaderBytes && batch.Records.Span.SequenceEqual(input[HeaderBytes..]), $"The payload is read as another one.");
        int records = Walk(batch.Records.Span, out byte[]? copy);
        bool accepted = records >= 0;
        if (accepted)
        {
            CheckLines(batch.Records.Span, records, copy);
        }

        CheckAdmission(batch, records);
        batch.Release();
        return accepted;
    }

    public void Repair(Span<byte> input)
    {
        if (input.Length >= HeaderBytes + RecordFormat.HeaderBytes)
        {
            RecordFormat.Seal(input[HeaderBytes..]);
        }
    }

    private RecordBatch? Decode(ReadOnlySpan<byte> input)
    {
        int wrong = input is [0xFF, ..] ? input.Length % 7 : 0;      // a few bytes more than there are
        byte[] message = new byte[6 + input.Length];
        message[0] = 0x40;                                          // field 0, length-prefixed, of the expected type
        int length = 1 + WriteOrleansVarint(message.AsSpan(1), (uint)(input.Length + wrong));
        input.CopyTo(message.AsSpan(length));
        try
        {
            RecordBatch batch = _serializer.Deserialize(message.AsSpan(0, length + input.Length))!;
            Promise.Holds(wrong == 0, $"A batch of {input.Length} bytes is read as one of {wrong} more.");
            return batch;
        }
        catch (RecordFormatException) when (input.Length + wrong < HeaderBytes)
        {
            return null;
        }
        catch (InvalidOperationException) when (wrong > 0)
        {
            return null;                                            // Orleans: the message ends too early
        }
    }

    // Orleans' variable-length integers have as many zero bits in front of a one as bytes follow, all in the low bits.
    private static int WriteOrleansVarint(Span<byte> output, uint value)
    {
        int bytes = value < 1u << 7 ? 1 : value < 1u << 14 ? 2 : 3;
        uint encoded = ((value << 1) | 1) << (bytes - 1);
        for (int i = 0; i < bytes; i++)
        {
            output[i] = (byte)(encoded >> (8 * i));
        }

        return bytes;
    }

    // How many records there are, or -1 if the payload is refused.
    private int Walk(ReadOnlySpan<byte> payload, out byte[]? copy)
    {
        // A byte lies in at most MaxDepth containers, one value and one scope.
        RecordCopier copier = new(16 + (payload.Length * (RecordFormat.MaxDepth + 2)));
        copier.Begin();
        copy = null;
        int records = 0;
        List<(int Begin, int End)> places = [];
        try
        {
            foreach (LogRecord record in new RecordReader(payload, _shapes))
            {
                copier.Add(in record);
                _again.Clear();
                MessageWriter.Append(_again, in record, json: false);        // whether its message can be made, too
                places.Add(PlaceOf(payload, in record));
                records++;
            }
        }
        catch (RecordFormatException exception)
        {
            Promise.Holds(exception.Message.Length > 0, $"A refusal does not say why.");
            return -1;
        }

        CheckPlaces(places, EntryReference.Records(payload));
        copy = copier.IsFaithful ? copier.End() : null;
        return records;
    }

    // Where a record's own texts are, from the first to the last.
    private static (int Begin, int End) PlaceOf(ReadOnlySpan<byte> payload, in LogRecord record)
    {
        payload.Overlaps(record.Message, out int begin);
        int end = record.Message.IsEmpty ? 0 : begin + record.Message.Length;
        begin = record.Message.IsEmpty ? payload.Length : begin;
        RecordProperties properties = record.Properties;
        while (properties.MoveNext())
        {
            end = Math.Max(end, EndOf(payload, properties.Value.Bytes));
        }

        RecordScopes scopes = record.Scopes;
        while (scopes.MoveNext())
        {
            end = Math.Max(end, EndOf(payload, scopes.Text));
        }

        return (begin, Math.Max(end, Math.Max(EndOf(payload, record.Exception), EndOf(payload, record.SpanId))));
    }

    private static int EndOf(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> text) => payload.Overlaps(text, out int begin) ? begin + text.Length : 0;

    private static void CheckPlaces(List<(int Begin, int End)> read, List<(int Begin, int End)> entries)
    {
        Promise.Holds(read.Count == entries.Count, $"{read.Count} records are read, of {entries.Count}.");
        for (int i = 0; i < read.Count; i++)
        {
            Promise.Holds(read[i].Begin >= entries[i].Begin && read[i].End <= entries[i].End, $"Record {i} is read from {read[i].Begin} to {read[i].End}, and its entry is from {entries[i].Begin} to {entries[i].End}.");
        }
    }

    private void CheckLines(ReadOnlySpan<byte> payload, int records, byte[]? copy)
    {
        foreach ((LogFormat format, IRecordRenderer renderer) in _renderers)
        {
            int rendered = Render(payload, renderer, _lines);
            LineCheck.Check(_lines.Written, rendered, format);
            Promise.Holds(rendered == records || _lines.Length >= MostRenderedBytes, $"{rendered} of {records} records are rendered.");
            if (copy is not null)
            {
                Render(copy, renderer, _again);
                Promise.Holds(_again.Written.SequenceEqual(_lines.Written), $"Encoded again it is rendered as '{Encoding.UTF8.GetString(_again.Written)}', not '{Encoding.UTF8.GetString(_lines.Written)}'.");
            }
        }
    }

    private int Render(ReadOnlySpan<byte> payload, IRecordRenderer renderer, LineBuffer output)
    {
        output.Clear();
        int records = 0;
        foreach (LogRecord record in new RecordReader(payload, _shapes))
        {
            renderer.Render(in record, output);
            records++;
            if (output.Length >= MostRenderedBytes)
            {
                break;                                          // many records may name one long shape; the silo has a bound for it too
            }
        }

        return records;
    }

    // The silo's own judgement, with the true number of records, and with one too many.
    private void CheckAdmission(RecordBatch batch, int records)
    {
        BatchAdmitter admitter = new(File, new ProducerLedger(), _settings, TimeProvider.System, NullLogger.Instance);
        foreach (int claimed in (ReadOnlySpan<int>)[records, records + 1, batch.RecordCount])
        {
            StagedGroup group = new();
            PendingAppend append = new(new RecordBatch(Guid.Empty, 0, admitter.LastSequence(new PendingSync(Guid.Empty, 0, 0)) + 1, claimed, batch.Records));
            admitter.Stage(append, group);
            bool whole = records > 0 && claimed == records;
            Promise.Holds(!whole || group.Appends.Count == 1, $"A batch of {records} records is not taken.");
            Promise.Holds(records < 0 || whole || group.Appends.Count == 0, $"A batch that claims {claimed} records and holds {records} is taken.");
            Promise.Holds(group.Appends.Count > 0 || (append.Receipt.IsCompleted && group.Lines.Length == 0), $"A batch that is refused has no answer, or leaves lines.");
        }
    }
}
