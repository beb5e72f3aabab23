using Microsoft.Extensions.Options;

namespace LogActors.Bench;

/// <summary>Options that never change.</summary>
internal sealed class FixedOptions<T>(T options) : IOptionsMonitor<T>
{
    public T CurrentValue => options;

    public T Get(string? name) => options;

    public IDisposable? OnChange(Action<T, string?> listener) => null;
}
