using Microsoft.Extensions.Options;

namespace LogActors.Tests;

/// <summary>Options that a test changes at run time.</summary>
internal sealed class ChangeableOptions(LogActorsOptions options) : IOptionsMonitor<LogActorsOptions>
{
    private Action<LogActorsOptions, string?>? _changed;

    public LogActorsOptions CurrentValue { get; private set; } = options;

    public LogActorsOptions Get(string? name) => CurrentValue;

    public IDisposable? OnChange(Action<LogActorsOptions, string?> listener)
    {
        _changed += listener;
        return null;
    }

    public void Change(LogActorsOptions options)
    {
        CurrentValue = options;
        _changed?.Invoke(options, Microsoft.Extensions.Options.Options.DefaultName);
    }
}
