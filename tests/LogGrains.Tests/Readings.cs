using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace LogActors.Tests;

/// <summary>A meter of its own, and what its instruments say.</summary>
internal sealed class Readings : IDisposable
{
    private readonly ConcurrentDictionary<string, double> _sums = [];
    private readonly ConcurrentDictionary<string, int> _counts = [];
    private readonly MeterListener _listener = new();
    private readonly Meter? _own;

    /// <summary>Listens to instruments of its own.</summary>
    public Readings()
        : this(new Meter(SiloInstruments.MeterName)) => _own = Meter;

    /// <summary>Listens to those of a meter.</summary>
    public Readings(Meter meter)
    {
        Meter = meter;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == meter)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
    }

    public Meter Meter { get; }

    /// <summary>The sum of all that was measured; for an observable instrument, of one look.</summary>
    /// <param name="name">The instrument, without its beginning that all have, and the value of its tag: <c>failures:roll</c>.</param>
    public double Sum(string name) => _sums.GetValueOrDefault(name);

    /// <summary>How often something was measured.</summary>
    public int Count(string name) => _counts.GetValueOrDefault(name);

    /// <summary>All that was measured of an instrument, by the value of its tag.</summary>
    public string[] Of(string instrument) =>
        [.. _sums.Where(sum => sum.Key.StartsWith($"{instrument}:", StringComparison.Ordinal)).Select(sum => $"{sum.Key[(instrument.Length + 1)..]} {sum.Value}").Order(StringComparer.Ordinal)];

    /// <summary>Reads the observable instruments.</summary>
    public void Collect() => _listener.RecordObservableInstruments();

    public void Dispose()
    {
        _listener.Dispose();
        _own?.Dispose();
    }

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        Assert.True(tags.Length <= 1, $"Instrument {instrument.Name} has {tags.Length} tags.");
        string name = instrument.Name["logactors.silo.".Length..];
        string key = tags.Length == 0 ? name : $"{name}:{tags[0].Value}";
        _sums.AddOrUpdate(key, value, (_, sum) => instrument.IsObservable ? value : sum + value);
        _counts.AddOrUpdate(key, 1, (_, count) => count + 1);
    }
}
