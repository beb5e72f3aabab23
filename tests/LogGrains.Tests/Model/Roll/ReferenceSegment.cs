namespace LogActors.Tests;

/// <summary>The current segment as it has to be: its text, batch by batch, and how much of it is safe from what.</summary>
internal sealed class ReferenceSegment(string name, string text, long next)
{
    private readonly List<(int End, long Next)> _batches = [(text.Length, next)];

    public string Name => name;

    public string Text { get; private set; } = text;

    /// <summary>How much of it is on the disk.</summary>
    public int Synced { get; private set; } = text.Length;

    /// <summary>How much of it the writer knows to have been found under its name.</summary>
    public int Seen { get; private set; } = text.Length;

    public bool IsUnsynced => Synced < Text.Length;

    public void Append(string lines, long after)
    {
        Text += lines;
        _batches.Add((Text.Length, after));
    }

    public void Sync() => Synced = Text.Length;

    public void See() => Seen = Text.Length;

    /// <summary>How much of it can still be had after another program has cut it: what is synced counts as had, and of the rest whole batches.</summary>
    public int ReadableOf(int length) => _batches.Select(batch => batch.End).Where(end => end >= Synced && end <= length).Append(Synced).Max();

    /// <summary>Takes what a power loss has left for its text.</summary>
    /// <returns>Whether a power loss can leave that: all that was synced, and no part of a batch.</returns>
    public bool TryCutTo(string found, out long after)
    {
        int batch = _batches.FindLastIndex(batch => batch.End == found.Length);
        after = batch < 0 ? 0 : _batches[batch].Next;
        if (batch < 0 || found.Length < Synced || !Text.StartsWith(found, StringComparison.Ordinal))
        {
            return false;
        }

        Text = found;
        _batches.RemoveRange(batch + 1, _batches.Count - batch - 1);
        return true;
    }
}
