namespace LogActors.Fuzz;

/// <summary>Code that takes bytes from outside, with everything that is promised about it.</summary>
/// <remarks>An input decides everything: the same one gives the same result, whatever ran before. Not thread-safe; used again for each input.</remarks>
internal interface IFuzzTarget
{
    /// <summary>The name on the command line, and of the folder of its seeds.</summary>
    string Name { get; }

    /// <summary>How long an input is made at most.</summary>
    int MaxInputBytes { get; }

    /// <summary>Small valid values, and nasty ones.</summary>
    IEnumerable<(string Name, byte[] Input)> Seeds { get; }

    /// <summary>Runs the code on an input.</summary>
    /// <returns>Whether it was accepted; otherwise it was refused in a way that is documented.</returns>
    /// <exception cref="BrokenPromiseException">It broke a promise. Any other exception is a finding too.</exception>
    bool Run(ReadOnlySpan<byte> input);

    /// <summary>Makes the checksums of a changed input right again, so that the code behind them is reached.</summary>
    void Repair(Span<byte> input);
}
