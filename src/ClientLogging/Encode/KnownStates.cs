using System.Reflection;
using Microsoft.Extensions.Logging;

namespace LogActors;

/// <summary>Knows the states of which the logging library itself makes a message, from their template and their properties alone.</summary>
/// <remarks>
/// They are what <c>LogInformation("…{X}", x)</c>, <c>LoggerMessage.Define</c> and the generator on top of that pass on. Their formatters are static, and the library's own: with any other one the same
/// state may have another message. Thread-safe.
/// </remarks>
internal static class KnownStates<TState>
{
    private const int NewestKnownVersion = 10;

    // Which of two is kept makes no difference: the other one is examined again.
    private static Delegate? s_formatter;

    private static bool IsKnown { get; } = IsOfLibrary(typeof(TState).Assembly)
        && (typeof(TState).FullName == "Microsoft.Extensions.Logging.FormattedLogValues" || (typeof(TState).DeclaringType == typeof(LoggerMessage) && typeof(TState).Name.StartsWith("LogValues", StringComparison.Ordinal)));

    /// <summary>Whether the formatter makes of the state what its template says.</summary>
    public static bool IsFormattedBy(Func<TState, Exception?, string> formatter) => IsKnown && (ReferenceEquals(formatter, s_formatter) || Examine(formatter));

    private static bool Examine(Func<TState, Exception?, string> formatter)
    {
        if (formatter is null || !IsOfLibrary(formatter.Method.Module.Assembly))
        {
            return false;
        }

        s_formatter = formatter;
        return true;
    }

    private static bool IsOfLibrary(Assembly assembly) => assembly == typeof(ILogger).Assembly && assembly.GetName().Version?.Major <= NewestKnownVersion;
}
