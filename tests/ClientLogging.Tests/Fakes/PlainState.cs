namespace LogActors.Tests;

/// <summary>A state that is nothing but an object.</summary>
internal sealed class PlainState(string text)
{
    public override string ToString() => text;
}
