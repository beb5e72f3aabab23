namespace LogActors.Chaos;

/// <summary>Makes one call at a place fail, or all from one on, until it is over.</summary>
/// <param name="Site">The place.</param>
/// <param name="Error">How it fails.</param>
/// <param name="Number">Which call, from 1.</param>
/// <param name="Lasts">Whether the calls after it fail too.</param>
internal sealed record IoFault(IoSite Site, IoError Error, int Number, bool Lasts)
{
    private int _calls;
    private int _fired;

    /// <summary>How many calls have failed.</summary>
    public int Fired => Volatile.Read(ref _fired);

    /// <summary>Counts a call at the place.</summary>
    /// <returns>Whether it is to fail.</returns>
    public bool Hit(IoSite site)
    {
        if (site != Site)
        {
            return false;
        }

        int call = Interlocked.Increment(ref _calls);
        bool hit = call == Number || (Lasts && call > Number);
        if (hit)
        {
            Interlocked.Increment(ref _fired);
        }

        return hit;
    }

    public IOException Exception() => new($"{Error} in {Site}", Math.Abs((int)Error));

    public override string ToString() => FormattableString.Invariant($"{Error} in {Site}, call {Number}{(Lasts ? " and all after it" : "")}");
}
