using NodaTime;

namespace LogActors;

// What can be done of a roll before it and after it, so that appends do not wait for that.
internal sealed partial class SegmentChain
{
    private const long NearBytes = 8 * 1024 * 1024;
    private static readonly Duration NearTime = Duration.FromMilliseconds(250);

    private readonly List<string> _superseded = [];
    private RollPreparation? _next;

    /// <summary>Whether a roll is to be expected soon: little should be unsynced then.</summary>
    public bool IsRollNear => _segment is { Tail: > 0 and var tail } && (tail > MaxBytes - Math.Min(MaxBytes / 2, NearBytes) || _schedule.Left < NearTime);

    /// <summary>What there is to do beside appends, on any thread; <see langword="null"/> if there is nothing. It has to have ended before anything but <see cref="Append"/> is called.</summary>
    /// <param name="isRollAsked">Whether a roll is to come that nothing tells of.</param>
    public Action? TakeBesideWork(bool isRollAsked)
    {
        if (_superseded.Count > 0)
        {
            return TakeSuperseded();
        }

        bool inOrder = _settled && IsRootThere && !_isJournalGone && !IsSuspect && !_journals.HasStrays;
        if (!inOrder || _next is not null || _segment is not { } segment || !(isRollAsked || IsRollNear))
        {
            return null;
        }

        // The sync of the folder is about the name of the present segment too: no later journal speaks of that.
        long? number = IsRollNear || _schedule.Options.RollEmpty ? segment.Number + 1 : null;
        _next = new RollPreparation(_storage, _folder, _journals.FullPath, _catalog!, number, _journal!.Number + 1);
        return _next.Run;
    }

    private Action TakeSuperseded()
    {
        string[] journals = [.. _superseded];
        _superseded.Clear();
        return () => Array.ForEach(journals, _journals.Supersede);
    }

    private void TidyUp()
    {
        TakeSuperseded()();
        DiscardPrepared();
    }

    private void DiscardPrepared()
    {
        try
        {
            _next?.Discard();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A recovery passes over the one file, and deletes the other.
        }

        _next = null;
    }
}
