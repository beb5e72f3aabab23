namespace LogActors.Tests;

/// <summary>Makes a call to the file layer fail, or ends the process in it.</summary>
/// <param name="Call">Which kind of call; <see cref="DiskCall.Any"/> for every kind but <see cref="DiskCall.Read"/>: what can neither be synced nor read back is lost, and no promise is broken.</param>
/// <param name="Target">How the path ends of the file or folder that it is about; empty for any. <c>.log</c> is a segment, also one that has no name yet.</param>
/// <param name="Number">The first call that is hit, from 1.</param>
/// <param name="Times">How many calls in a row are hit.</param>
/// <param name="Error">The error number, as Linux counts; 0 for the death of the process.</param>
/// <param name="Seed">Where the randomness begins of what is done all the same: how much is written, what of a failed sync reaches the disk.</param>
internal sealed record DiskFault(DiskCall Call, string Target, int Number, int Times, int Error, int Seed)
{
    public const int Death = 0;

    private readonly Random _random = new(Seed);
    private int _calls;

    /// <summary>The same, before any call.</summary>
    public DiskFault Again() => new(Call, Target, Number, Times, Error, Seed);

    /// <summary>What it does to this call.</summary>
    /// <returns><see langword="null"/> if nothing; otherwise the randomness of what is done all the same.</returns>
    public Random? Hit(DiskCall call, string path)
    {
        bool matches = (Call == call || (Call == DiskCall.Any && call != DiskCall.Read)) && (Target == ".log" ? PassingDisk.IsSegment(path) : path.EndsWith(Target, StringComparison.Ordinal));
        return matches && ++_calls >= Number && _calls < Number + Times ? _random : null;
    }
}
