namespace LogActors.Fuzz.Tests;

public sealed class MutatorTests
{
    [Fact]
    public void Inputs_OfTheSameSeed_AreTheSame()
    {
        Assert.Equal(Inputs(7), Inputs(7));
        Assert.NotEqual(Inputs(7), Inputs(8));
    }

    [Fact]
    public void Inputs_OfALongSeed_AreNoLongerThanTheTargetTakes()
    {
        RecordingTarget target = new() { MaxInputBytes = 40 };
        Mutator mutator = new(target, [new byte[40], new byte[41]], seed: 1);

        Assert.All(Enumerable.Range(0, 10_000), _ => Assert.InRange(mutator.Next().Length, 0, 40));
        Assert.InRange(target.Repaired, 4_500, 5_500);
    }

    [Fact]
    public void Run_WithATargetThatBreaks_KeepsOneInputForEachPlace()
    {
        string folder = Directory.CreateTempSubdirectory("logactors-fuzz-test-").FullName;
        RecordingTarget target = new() { BreaksOn = 3 };
        try
        {
            FuzzResult result = new FuzzRun(target, ["seed"u8.ToArray()], seed: 1, folder).Run(100);

            string finding = Assert.Single(result.Findings);
            Assert.Equal((100, 2), (result.Inputs, result.Accepted));
            Assert.True(File.Exists(finding), $"The finding {finding} was not written.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string[] Inputs(int seed)
    {
        Mutator mutator = new(new RecordingTarget(), ["0123456789"u8.ToArray(), "abc"u8.ToArray()], seed);
        return [.. Enumerable.Range(0, 100).Select(_ => Convert.ToHexString(mutator.Next()))];
    }

    /// <summary>Counts what is asked of it, and breaks from some input on.</summary>
    private sealed class RecordingTarget : IFuzzTarget
    {
        private int _runs;

        public string Name => "recording";

        public int MaxInputBytes { get; init; } = 64;

        public int BreaksOn { get; init; } = int.MaxValue;

        public int Repaired { get; private set; }

        public IEnumerable<(string Name, byte[] Input)> Seeds => [];

        public bool Run(ReadOnlySpan<byte> input)
        {
            Promise.Holds(++_runs < BreaksOn, $"It broke.");
            return true;
        }

        public void Repair(Span<byte> input) => Repaired++;
    }
}
