using System.Diagnostics.Metrics;
using System.Text.Json;

namespace LogActors;

/// <summary>The meter <c>LogActors.Silo</c>: what the log files of one silo do, all together.</summary>
/// <remarks>Thread-safe. Counting allocates nothing, whether somebody listens or not. Described in <c>docs/metrics.md</c>.</remarks>
internal sealed class SiloInstruments
{
    public const string MeterName = "LogActors.Silo";

    private static readonly KeyValuePair<string, object?>[] s_disturbances = Tags<DisturbanceKind>("kind");
    private static readonly KeyValuePair<string, object?>[] s_rules = Tags<RetentionRule>("rule");
    private static readonly KeyValuePair<string, object?>[] s_operations = Tags<FailedOperation>("operation");
    private static readonly KeyValuePair<string, object?>[] s_outcomes = Tags<AppendOutcome>("outcome");

    private readonly Counter<long> _records;
    private readonly Counter<long> _text;
    private readonly Counter<long> _groups;
    private readonly Counter<long> _receipts;
    private readonly Histogram<double> _syncs;
    private readonly Counter<long> _rolls;
    private readonly Counter<long> _disturbances;
    private readonly Counter<long> _deleted;
    private readonly Counter<long> _compressed;
    private readonly Counter<long> _compressionInput;
    private readonly Counter<long> _compressionOutput;
    private readonly Counter<long> _failures;

    /// <param name="meter">Where they are published. Not owned.</param>
    public SiloInstruments(Meter meter)
    {
        Meter = meter;
        _records = meter.CreateCounter<long>("logactors.silo.records.written", "{record}", "Records that were written; each once, however often it was sent.");
        _text = meter.CreateCounter<long>("logactors.silo.text.written", "By", "Bytes of the lines that records became.");
        _groups = meter.CreateCounter<long>("logactors.silo.groups.written", "{group}", "Groups of batches that were written, each with one write.");
        _receipts = meter.CreateCounter<long>("logactors.silo.receipts", "{receipt}", "Batches that were answered, by outcome.");
        _syncs = meter.CreateHistogram(
            "logactors.silo.sync.duration",
            "s",
            "How long syncs took, each of a segment and its journal.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] });
        _rolls = meter.CreateCounter<long>("logactors.silo.rolls", "{roll}", "Segments that were closed in order.");
        _disturbances = meter.CreateCounter<long>("logactors.silo.segment.disturbances", "{disturbance}", "What other programs did to current segments, by kind.");
        _deleted = meter.CreateCounter<long>("logactors.silo.segments.deleted", "{segment}", "Closed segments that were deleted, by the rule that they were beyond.");
        _compressed = meter.CreateCounter<long>("logactors.silo.segments.compressed", "{segment}", "Closed segments that were compressed.");
        _compressionInput = meter.CreateCounter<long>("logactors.silo.compression.input", "By", "Bytes of closed segments before they were compressed.");
        _compressionOutput = meter.CreateCounter<long>("logactors.silo.compression.output", "By", "Bytes of the same segments afterwards.");
        _failures = meter.CreateCounter<long>("logactors.silo.failures", "{failure}", "What the system refused, by operation.");
    }

    /// <summary>Those of a writer whose silo has none: nobody can listen to them.</summary>
    public static SiloInstruments None { get; } = CreateNone();

    public Meter Meter { get; }

    /// <summary>Adds what is read from the writers whenever somebody collects. Called once.</summary>
    public void Observe(LogFileWriters writers)
    {
        Meter.CreateObservableUpDownCounter("logactors.silo.files.open", () => writers.OpenCount, "{file}", "Log files that are open.");
        Meter.CreateObservableUpDownCounter("logactors.silo.buffer.usage", () => writers.PendingBytes, "By", "Bytes of batches that have no receipt yet.");
    }

    /// <summary>A group was written.</summary>
    public void Written(int records, int bytes)
    {
        _records.Add(records);
        _text.Add(bytes);
        _groups.Add(1);
    }

    /// <summary>A batch was answered.</summary>
    public void Answered(AppendOutcome outcome) => _receipts.Add(1, s_outcomes[(int)outcome]);

    /// <summary>A segment and its journal were synced.</summary>
    public void Synced(TimeSpan duration) => _syncs.Record(duration.TotalSeconds);

    /// <summary>A segment was closed in order.</summary>
    public void Rolled() => _rolls.Add(1);

    /// <summary>Another program has done something to the current segment.</summary>
    public void Disturbed(DisturbanceKind kind) => _disturbances.Add(1, s_disturbances[(int)kind]);

    /// <summary>A closed segment was deleted.</summary>
    public void Deleted(RetentionRule rule) => _deleted.Add(1, s_rules[(int)rule]);

    /// <summary>A closed segment was compressed.</summary>
    public void Compressed(long input, long output)
    {
        _compressed.Add(1);
        _compressionInput.Add(input);
        _compressionOutput.Add(output);
    }

    /// <summary>Something could not be done.</summary>
    public void Failed(FailedOperation operation) => _failures.Add(1, s_operations[(int)operation]);

    // A meter that is closed publishes nothing.
    private static SiloInstruments CreateNone()
    {
        Meter meter = new(MeterName);
        meter.Dispose();
        return new SiloInstruments(meter);
    }

    // Made once, by the values of an enumeration, which begins with 0 and has no gaps.
    private static KeyValuePair<string, object?>[] Tags<TEnum>(string key)
        where TEnum : struct, Enum =>
        [.. Enum.GetNames<TEnum>().Select(name => new KeyValuePair<string, object?>(key, JsonNamingPolicy.SnakeCaseLower.ConvertName(name)))];
}
