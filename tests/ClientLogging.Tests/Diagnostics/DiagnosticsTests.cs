using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Diagnostics.Tracing;
using Microsoft.Extensions.Logging;

namespace LogActors.Tests;

[Collection(nameof(StandardErrorCapture))]
public sealed class DiagnosticsTests
{
    [Fact]
    public void EventSource_Manifest_IsValid()
    {
        string? manifest = EventSource.GenerateManifest(typeof(ClientEvents), null, EventManifestOptions.Strict);

        Assert.Null(ClientEvents.Log.ConstructionException);
        Assert.NotNull(manifest);
    }

    [Fact]
    public void EventSource_EachEvent_Arrives()
    {
        using Listener listener = new();

        ClientEvents.Log.Notice("n");
        ClientEvents.Log.AppendFailed("orders", new FormatException("f"));
        ClientEvents.Log.NewEpoch("orders", "why");
        ClientEvents.Log.ConnectFailed(new FormatException("c"));
        ClientEvents.Log.EncodingFailed("category", new FormatException("e"));

        Assert.Equal([1, 2, 3, 4, 5], listener.Events.Select(written => written.EventId).Where(id => id > 0));
        Assert.Equal(["orders", "System.FormatException: f"], listener.Events.Single(written => written.EventId == 2).Payload!);
    }

    [Fact]
    public async Task Meter_OfAProvider_CountsWhatBecameOfItsRecords()
    {
        UnreachableCluster nobody = new();
        await using LoggingApp app = new(nobody, Some.Options(capacityBytes: 64 * 1024, maxRecordBytes: 4096, shutdownTimeout: TimeSpan.Zero));
        for (int i = 0; i < 4711; i++)
        {
            app.Logger.Say(Some.Kilobyte("x"), LogLevel.Error);
        }

        List<(string Name, long Value, string Tags)> read = [];
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == "LogActors.Client")
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            read.Add((instrument.Name, value, string.Join(",", tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")))));
        listener.Start();
        listener.RecordObservableInstruments();

        Assert.Contains(("logactors.client.records.accepted", 4711L, ""), read);
        Assert.Contains(("logactors.client.records.written", 0L, ""), read);
        Assert.Contains(("logactors.client.records.dropped", app.Delivery.Counts.Dropped, "reason=BufferFull,level=Error"), read);
        Assert.Contains(("logactors.client.buffer.usage", 65536L, ""), read);
    }

    private sealed class Listener : EventListener
    {
        public ConcurrentQueue<EventWrittenEventArgs> Events { get; } = new();

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == "LogActors-Client")
            {
                EnableEvents(eventSource, EventLevel.Verbose);
            }
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData) => Events?.Enqueue(eventData);
    }
}
