using System.Collections;

namespace LogActors.Tests;

/// <summary>A list of properties whose parts fail where a test wants them to.</summary>
internal sealed class FailingState(bool count = false, bool indexer = false, int enumeratorAfter = int.MaxValue, int properties = 2, int? claimedCount = null)
    : IReadOnlyList<KeyValuePair<string, object?>>
{
    public int Count => count ? throw new InvalidOperationException("no count") : claimedCount ?? properties + 1;

    public KeyValuePair<string, object?> this[int index] =>
        indexer ? throw new InvalidOperationException("no indexer")
        : index == properties ? new("{OriginalFormat}", "Fails {P0} {P1}")
        : new($"P{index}", index);

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        for (int i = 0; i <= properties; i++)
        {
            if (i >= enumeratorAfter)
            {
                throw new InvalidOperationException("no more");
            }

            yield return i == properties ? new("{OriginalFormat}", "Fails {P0} {P1}") : new($"P{i}", i);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
