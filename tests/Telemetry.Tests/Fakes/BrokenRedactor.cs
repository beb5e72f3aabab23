using Microsoft.Extensions.Compliance.Redaction;

namespace LogActors.Tests;

/// <summary>Redacts nothing, and says that it cannot.</summary>
internal sealed class BrokenRedactor : Redactor
{
    public override int GetRedactedLength(ReadOnlySpan<char> input) => throw new InvalidOperationException("no redaction");

    public override int Redact(ReadOnlySpan<char> source, Span<char> destination) => throw new InvalidOperationException("no redaction");
}
