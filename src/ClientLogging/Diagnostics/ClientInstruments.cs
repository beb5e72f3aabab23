using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace LogActors;

/// <summary>The meter <c>LogActors.Client</c>: what became of the records of one provider.</summary>
internal sealed class ClientInstruments : IDisposable
{
    private static readonly LogLevel[] Levels = [.. Enum.GetValues<LogLevel>().Where(level => level != LogLevel.None)];

    private readonly Meter _meter = new("LogActors.Client");

    public ClientInstruments(LogDelivery delivery)
    {
        _meter.CreateObservableCounter("logactors.client.records.accepted", () => delivery.Counts.Accepted, "{record}", "Records that reached the provider.");
        _meter.CreateObservableCounter("logactors.client.records.written", () => delivery.Counts.Written, "{record}", "Records that a silo has acknowledged as written.");
        _meter.CreateObservableCounter("logactors.client.records.dropped", () => Dropped(delivery), "{record}", "Records that were dropped, by reason and level.");
        _meter.CreateObservableUpDownCounter("logactors.client.buffer.usage", () => delivery.BufferedBytes, "By", "Bytes of batches that fill or are under way.");
    }

    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<long>> Dropped(LogDelivery delivery) =>
        from reason in Enum.GetValues<DropReason>()
        from level in Levels
        let count = delivery.Dropped(reason, level)
        where count > 0
        select new Measurement<long>(count, new("reason", reason.ToString()), new("level", level.ToString()));
}
