using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace LogActors.Tests;

/// <summary>What the instruments of one provider say, from its making on.</summary>
internal sealed class ClientReadings : IDisposable
{
    private readonly ConcurrentQueue<(string Name, double Value)> _read = new();
    private readonly MeterListener _listener = new();

    public ClientReadings(LoggingApp app)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == app.Delivery.Instruments.Meter)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>All that was measured of an instrument, in order.</summary>
    /// <param name="name">The instrument, without its beginning that all have, and the values of its tags: <c>batch.retries:busy</c>.</param>
    public double[] this[string name] => [.. _read.Where(reading => reading.Name == name).Select(reading => reading.Value)];

    /// <summary>Reads an observable instrument.</summary>
    public double Collect(string name)
    {
        _read.Clear();
        _listener.RecordObservableInstruments();
        return Assert.Single(this[name]);
    }

    public void Dispose() => _listener.Dispose();

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        Assert.True(tags.Length <= 2, $"Instrument {instrument.Name} has {tags.Length} tags.");
        string name = instrument.Name["logactors.client.".Length..];
        _read.Enqueue((string.Join(':', [name, .. tags.ToArray().Select(tag => $"{tag.Value}")]), value));
    }
}
