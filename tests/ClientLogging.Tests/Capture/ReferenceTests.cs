using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LogActors.Tests;

/// <summary>States, values and exceptions may be pooled, and reused as soon as the call that logs them has returned.</summary>
public sealed class ReferenceTests
{
    [Fact]
    public async Task Log_OnceItHasReturned_KeepsNothingOfTheCall()
    {
        await using LoggingApp app = new(new PromptSilo());

        WeakReference[] logged = [.. Enumerable.Range(0, 3).SelectMany(_ => Log(app))];
        GC.Collect();

        Assert.All(logged, reference => Assert.False(reference.IsAlive, "The provider keeps what was logged."));
    }

    [Fact]
    public async Task LogRecords_OnceItHasReturned_KeepsNothingOfTheRecords()
    {
        await using LoggingApp app = new(new PromptSilo());

        WeakReference[] logged = LogHeld(app);
        GC.Collect();

        Assert.All(logged, reference => Assert.False(reference.IsAlive, "The provider keeps what was logged."));
    }

    // Not inlined, and not asynchronous, so that nothing of the call is on the stack of whoever looks.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference[] Log(LoggingApp app)
    {
        PlainState value = new("value");
        FormatException thrown = new("thrown");
        KeyValuePair<string, object?>[] state = [new("Value", value), new("{OriginalFormat}", "m {Value}")];
        PlainState scope = new("scope");
        using (app.Logger.BeginScope(scope))
        {
            app.Logger.Log(LogLevel.Information, default, state, thrown, static (_, _) => "m");
        }

        return [new WeakReference(value), new WeakReference(thrown), new WeakReference(state), new WeakReference(scope)];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference[] LogHeld(LoggingApp app)
    {
        PlainState value = new("value");
        HeldRecord record = new() { At = Some.Time, Text = "m", Tags = [new("Value", value)] };
        List<BufferedLogRecord> records = [record];
        ((IBufferedLogger)app.Provider.CreateLogger(Some.Category)).LogRecords(records);
        return [new WeakReference(value), new WeakReference(record), new WeakReference(records)];
    }
}
