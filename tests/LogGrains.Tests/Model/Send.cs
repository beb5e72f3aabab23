namespace LogActors.Tests;

/// <summary>A producer sends records: from the first that it was not told is written, or some before.</summary>
/// <param name="Producer">Which producer.</param>
/// <param name="Again">How many records before that are sent again; -1 leaves one out that was never sent, and has to be refused.</param>
/// <param name="Count">How many records; 0 asks for a sync of those that it was told are written.</param>
internal sealed record Send(int Producer, int Again, int Count)
{
    public override string ToString() => $"{Producer}:-{Again}+{Count}";
}
