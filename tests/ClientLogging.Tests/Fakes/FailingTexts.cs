using System.Collections;

namespace LogActors.Tests;

/// <summary>A scope whose texts cannot be read.</summary>
internal sealed class FailingTexts : IEnumerable<KeyValuePair<string, string?>>
{
    public IEnumerator<KeyValuePair<string, string?>> GetEnumerator() => throw new InvalidOperationException("no texts");

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => "failing texts";
}
