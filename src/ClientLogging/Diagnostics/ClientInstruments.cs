using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace LogActors;

/// <summary>The meter <c>LogActors.Client</c>: what became of the records of one provider, and how their batches fared.</summary>
/// <remarks>Thread-safe. Counting allocates nothing, whether somebody listens or not. A listener is called within it, and one that throws is none of the caller's business. Described in <c>docs/metrics.md</c>.</remarks>
internal sealed class ClientInstruments : IDisposable
{
    private static readonly LogLevel[] Levels = [.. Enum.GetValues<LogLevel>().Where(level => level != LogLevel.None)];
    private static readonly KeyValuePair<string, object?>[] s_outcomes =
        [.. Enum.GetNames<AppendOutcome>().Select(name => Reason(JsonNamingPolicy.SnakeCaseLower.ConvertName(name)))];

    private static readonly KeyValuePair<string, object?> s_overtaken = Reason("overtaken");
    private static readonly KeyValuePair<string, object?> s_other = Reason("other");

    private readonly Histogram<long> _sizes;
    private readonly Histogram<double> _durations;
    private readonly Counter<long> _retries;

    public ClientInstruments(LogDelivery delivery)
    {
        Meter.CreateObservableCounter("logactors.client.records.accepted", () => delivery.Counts.Accepted, "{record}", "Records that reached the provider.");
        Meter.CreateObservableCounter("logactors.client.records.written", () => delivery.Counts.Written, "{record}", "Records that a silo has acknowledged as written.");
        Meter.CreateObservableCounter("logactors.client.records.dropped", () => Dropped(delivery), "{record}", "Records that were dropped, by reason and level.");
        Meter.CreateObservableUpDownCounter("logactors.client.buffer.usage", () => delivery.BufferedBytes, "By", "Bytes of batches that fill or are under way.");
        Meter.CreateObservableUpDownCounter("logactors.client.buffer.limit", () => delivery.Health.CapacityBytes, "By", "How many bytes that may be.");
        Meter.CreateObservableUpDownCounter("logactors.client.connections.open", () => delivery.Health.IsConnected ? 1 : 0, "{connection}", "1 while a silo is connected, else 0.");
        _sizes = Meter.CreateHistogram(
            "logactors.client.batch.size",
            "By",
            "Bytes of batches that a silo has acknowledged.",
            advice: new InstrumentAdvice<long> { HistogramBucketBoundaries = [256, 1024, 4096, 16384, 65536, 131072, 262144, 524288] });
        _durations = Meter.CreateHistogram(
            "logactors.client.batch.duration",
            "s",
            "How long batches took from when they were first sent until a silo acknowledged them.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60] });
        _retries = Meter.CreateCounter<long>("logactors.client.batch.retries", "{retry}", "How often a batch was sent again, by what became of the attempt before.");
    }

    public Meter Meter { get; } = new("LogActors.Client");

    /// <summary>A silo has acknowledged a batch.</summary>
    /// <param name="bytes">Its length.</param>
    /// <param name="duration">The time since it was first sent.</param>
    public void Acknowledged(int bytes, TimeSpan duration)
    {
        try
        {
            _sizes.Record(bytes);
            _durations.Record(duration.TotalSeconds);
        }
        catch (Exception exception)
        {
            ClientEvents.Log.ListenerFailed(exception);
        }
    }

    /// <summary>A batch is sent again.</summary>
    /// <param name="outcome">What became of the attempt before.</param>
    /// <param name="wasAhead">Whether that was made while the batch before it had no answer.</param>
    public void Repeated(AppendOutcome outcome, bool wasAhead)
    {
        try
        {
            _retries.Add(1, wasAhead && outcome is (AppendOutcome.OutOfOrder or AppendOutcome.Fenced) ? s_overtaken : (uint)outcome < (uint)s_outcomes.Length ? s_outcomes[(int)outcome] : s_other);
        }
        catch (Exception exception)
        {
            ClientEvents.Log.ListenerFailed(exception);
        }
    }

    public void Dispose() => Meter.Dispose();

    private static KeyValuePair<string, object?> Reason(string value) => new("reason", value);

    private static IEnumerable<Measurement<long>> Dropped(LogDelivery delivery) =>
        from reason in Enum.GetValues<DropReason>()
        from level in Levels
        let count = delivery.Dropped(reason, level)
        where count > 0
        select new Measurement<long>(count, new("reason", reason.ToString()), new("level", level.ToString()));
}
