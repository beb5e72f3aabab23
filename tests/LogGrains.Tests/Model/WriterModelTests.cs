using System.Globalization;
using CsCheck;

namespace LogActors.Tests;

/// <summary>Random histories of a writer: batches, retries, syncs, changes of segment and journal, failing calls, deaths and power losses, against a small reference.</summary>
/// <remarks>
/// <c>LOGACTORS_MODEL_HISTORIES</c> sets how many histories there are, half of them with groups that another thread may write. A failure shows the smallest history that was found, and its seed, which <c>CsCheck_Seed</c> takes.
/// </remarks>
public sealed class WriterModelTests : IDisposable
{
    private const int UsualHistories = 20_000;
    private const int AtATime = 4;                              // each has two threads for the disk while a sync runs, of which the process has 16

    private readonly TemporaryFolder _folder = new();
    private readonly LogRoot _root;

    public WriterModelTests() => _root = LogRoot.Open(_folder["root"], "the test");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AnyHistory_KeepsEveryPromise(bool writesAside)
    {
        long histories = Environment.GetEnvironmentVariable("LOGACTORS_MODEL_HISTORIES") is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : UsualHistories;

        Step.Histories.Sample(steps => Run(steps, writesAside ? WriterHistory.SmallAside : WriterHistory.Small), threads: AtATime, iter: histories / 2, print: steps => string.Join<Step>("\n", steps));
    }

    private void Run(Step[] steps, Limits limits)
    {
        using WriterHistory history = new(_root, limits);
        history.Run(steps);
    }

    public void Dispose()
    {
        _root.Dispose();
        _folder.Dispose();
    }
}
