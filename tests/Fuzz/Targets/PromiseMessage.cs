using System.Runtime.CompilerServices;
using System.Text;

namespace LogActors.Fuzz;

/// <summary>The text of a promise, made only if it is broken.</summary>
[InterpolatedStringHandler]
internal readonly ref struct PromiseMessage
{
    private readonly StringBuilder? _text;

    public PromiseMessage(int literalLength, int formattedCount, bool condition, out bool wanted)
    {
        wanted = !condition;
        _text = wanted ? new StringBuilder(literalLength + (formattedCount * 16)) : null;
    }

    public string Text => _text?.ToString() ?? "";

    public void AppendLiteral(string text) => _text!.Append(text);

    public void AppendFormatted<T>(T value) => _text!.Append(value);

    public void AppendFormatted(ReadOnlySpan<char> value) => _text!.Append(value);
}
