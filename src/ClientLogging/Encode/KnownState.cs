using System.Reflection;
using Microsoft.Extensions.Logging;

namespace LogActors;

/// <summary>A type of states of which the logging library itself makes a message, from their template and their properties alone.</summary>
/// <remarks>
/// They are what <c>LogInformation("…{X}", x)</c>, <c>LoggerMessage.Define</c> and the generator on top of that pass on. Their formatters are static, and the library's own: with any other one the same
/// state may have another message. Thread-safe.
/// </remarks>
internal sealed class KnownState<TState>
{
    private const int NewestKnownVersion = 10;
    private const int RecordsBeforeFields = 256;                // what makes the reader of fields costs more than that many records gain

    // Which of two is kept makes no difference: the other one is examined again.
    private Delegate? _formatter;
    private StateFields<TState>? _fields;
    private int _records;

    private KnownState()
    {
    }

    private static KnownState<TState>? Instance { get; } = IsOfLibrary(typeof(TState).Assembly) && (StateFields<TState>.IsFormattedLogValues || StateFields<TState>.IsLogValues) ? new() : null;

    /// <summary>Reads the fields of such a state, once there have been some; <see langword="null"/> before, and where the runtime or the library does not allow it.</summary>
    public StateFields<TState>? Fields => _fields ?? Count();

    /// <summary>Does without the reader from now on.</summary>
    public void ForgetFields() => _fields = null;

    /// <summary>Finds the type, if the formatter makes of the state what its template says.</summary>
    public static KnownState<TState>? FormattedBy(Func<TState, Exception?, string> formatter) =>
        Instance is { } known && (ReferenceEquals(formatter, known._formatter) || known.Examine(formatter)) ? known : null;

    private bool Examine(Func<TState, Exception?, string> formatter)
    {
        if (formatter is null || !IsOfLibrary(formatter.Method.Module.Assembly))
        {
            return false;
        }

        _formatter = formatter;
        return true;
    }

    private StateFields<TState>? Count()
    {
        if (_records < RecordsBeforeFields && Interlocked.Increment(ref _records) == RecordsBeforeFields)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static known => known.MakeFields(), this, preferLocal: false);
        }

        return null;
    }

    private void MakeFields()
    {
        try
        {
            _fields = StateFields<TState>.TryMake();
        }
        catch (Exception)
        {
            // Whatever it is, it must not end the application, which can do without.
        }
    }

    private static bool IsOfLibrary(Assembly assembly) => assembly == typeof(ILogger).Assembly && assembly.GetName().Version?.Major <= NewestKnownVersion;
}
