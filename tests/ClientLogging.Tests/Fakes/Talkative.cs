namespace LogActors.Tests;

/// <summary>A value that calls back while it is rendered.</summary>
internal sealed class Talkative(Func<string> speak)
{
    public override string ToString() => speak();
}
