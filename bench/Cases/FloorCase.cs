using Microsoft.Extensions.Logging;

namespace LogActors.Bench;

/// <summary>What no logger can be faster than: a provider that calls the formatter and keeps nothing.</summary>
internal sealed class FloorCase : ICase
{
    private readonly FloorLoggerProvider _provider = new();
    private ILoggerFactory? _factory;

    // Nothing is written, so there is one comparison, not one per format.
    public bool CanWrite(OutputFormat format) => format == OutputFormat.Text;

    public ValueTask<ILoggerFactory> StartAsync(LogTarget target) =>
        ValueTask.FromResult(_factory = LoggerFactory.Create(logging => logging.AddProvider(_provider)));

    public ValueTask FinishAsync() => ValueTask.CompletedTask;

    public void Verify(int records)
    {
        if (_provider.Formatted != records)
            throw new InvalidDataException($"{_provider.Formatted} records were formatted instead of {records}.");
    }

    public void VerifyFiles(IReadOnlyList<string> paths, OutputFormat format, int records)
    {
        // There are none.
    }

    public ValueTask DisposeAsync()
    {
        _factory?.Dispose();
        return ValueTask.CompletedTask;
    }
}
