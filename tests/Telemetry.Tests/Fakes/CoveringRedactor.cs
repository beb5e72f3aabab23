using Microsoft.Extensions.Compliance.Redaction;

namespace LogActors.Tests;

/// <summary>Makes the same text of whatever it is given.</summary>
internal sealed class CoveringRedactor : Redactor
{
    public const string Cover = "<covered>";

    public override int GetRedactedLength(ReadOnlySpan<char> input) => Cover.Length;

    public override int Redact(ReadOnlySpan<char> source, Span<char> destination)
    {
        Cover.CopyTo(destination);
        return Cover.Length;
    }
}
