using System.Collections;

namespace LogActors.Tests;

/// <summary>Items of which only the first can be read.</summary>
internal sealed class BrokenItems : IEnumerable<int>
{
    public IEnumerator<int> GetEnumerator()
    {
        yield return 1;
        throw new InvalidOperationException("no second");
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
