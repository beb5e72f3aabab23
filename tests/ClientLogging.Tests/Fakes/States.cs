using System.Collections;

namespace LogActors.Tests;

/// <summary>A state that is nothing but an object.</summary>
internal sealed class PlainState(string text)
{
    public override string ToString() => text;
}

/// <summary>A list of properties whose parts fail where a test wants them to.</summary>
internal sealed class FailingState(bool count = false, bool indexer = false, int enumeratorAfter = int.MaxValue, int properties = 2)
    : IReadOnlyList<KeyValuePair<string, object?>>
{
    public int Count => count ? throw new InvalidOperationException("no count") : properties + 1;

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

/// <summary>A scope whose texts cannot be read.</summary>
internal sealed class FailingTexts : IEnumerable<KeyValuePair<string, string?>>
{
    public IEnumerator<KeyValuePair<string, string?>> GetEnumerator() => throw new InvalidOperationException("no texts");

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => "failing texts";
}

/// <summary>A value that has no text.</summary>
internal sealed class Unprintable
{
    public override string ToString() => throw new NotSupportedException("no text");
}

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

/// <summary>A value that calls back while it is rendered.</summary>
internal sealed class Talkative(Func<string> speak)
{
    public override string ToString() => speak();
}

/// <summary>An exception that cannot be printed.</summary>
internal sealed class UnprintableException : Exception
{
    public override string Message => throw new NotSupportedException("no message");

    public override string ToString() => throw new NotSupportedException("no text");
}
