namespace LogActors.Tests;

/// <summary>A value that has no text.</summary>
internal sealed class Unprintable
{
    public override string ToString() => throw new NotSupportedException("no text");
}
