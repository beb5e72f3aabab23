namespace LogActors.Tests;

/// <summary>An exception that cannot be printed.</summary>
internal sealed class UnprintableException : Exception
{
    public override string Message => throw new NotSupportedException("no message");

    public override string ToString() => throw new NotSupportedException("no text");
}
