using System.Globalization;
using Xunit.Abstractions;

namespace LogActors.Tests;

/// <summary>Random histories of a writer that rolls: batches, time, restarts, deaths and power losses, changed settings, retention and other programs, against a small reference.</summary>
/// <remarks>The variables LOGACTORS_ROLL_WRITER_HISTORIES and LOGACTORS_ROLL_SEED make it longer, or another one. A failure shows its seed and the fewest of its steps that still fail.</remarks>
public sealed class RollModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LogRoot _root;
    private readonly ITestOutputHelper _output;

    public RollModelTests(ITestOutputHelper output)
    {
        _root = LogRoot.Open(_folder["root"], "the test");
        RollHistory.ForbidLinks(_root);
        _output = output;
    }

    [Fact]
    public void AnyHistory_HasTheSegmentsOfTheReference()
    {
        int histories = Number("LOGACTORS_ROLL_WRITER_HISTORIES", 20_000);
        int seed = Number("LOGACTORS_ROLL_SEED", 20261126);
        long steps = 0;
        for (int i = 0; i < histories; i++)
        {
            Random random = new(seed + i);
            RandomRoll roll = RandomRoll.Make(random, HandlerSettings.Zones);
            roll = random.Next(12) == 0 ? new RandomRoll(roll.Zone, RollWhen.Never, 1, null, roll.Now) : roll;
            RollStep[] history = RollStep.Random(random);

            if (Failure(roll, history) is not null)
            {
                RollStep[] fewest = Fewest(roll, history);
                Assert.Fail($"Seed {seed + i}, {roll}: {string.Join(", ", fewest.AsEnumerable())}: {Failure(roll, fewest)}");
            }

            steps += history.Length;
        }


        _output.WriteLine($"{histories} histories with {steps} steps, seeds from {seed}.");
    }

    public void Dispose()
    {
        _root.Dispose();
        _folder.Dispose();
    }

    private string? Failure(RandomRoll roll, RollStep[] history)
    {
        try
        {
            using RollHistory lived = new(_root, roll);
            lived.Run(history);
            return null;
        }
        catch (Exception exception)
        {
            return exception is PromiseBroken ? exception.Message : exception.ToString();
        }
    }

    private RollStep[] Fewest(RandomRoll roll, RollStep[] history)
    {
        for (int i = history.Length - 1; i >= 0; i--)
        {
            RollStep[] fewer = [.. history[..i], .. history[(i + 1)..]];
            history = Failure(roll, fewer) is null ? history : fewer;
        }

        return history;
    }

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
