using System.Globalization;
using CsCheck;

namespace LogActors.Tests;

/// <summary>Random histories of a writer: batches, retries, syncs, changes of segment and journal, failing calls, deaths and power losses, against a small reference.</summary>
/// <remarks>
/// <c>LOGACTORS_MODEL_HISTORIES</c> sets how many histories there are. A failure shows the smallest history that was found, and its seed, which <c>CsCheck_Seed</c> takes.
/// </remarks>
public sealed class WriterModelTests : IDisposable
{
    private const int UsualHistories = 20_000;
    private const int ThreadsForSyncs = 16;

    private readonly TemporaryFolder _folder = new();
    private readonly LogRoot _root;

    public WriterModelTests()
    {
        _root = LogRoot.Open(_folder["root"], "the test");
        ThreadPool.SetMinThreads(ThreadsForSyncs, ThreadsForSyncs);           // each history blocks threads while a sync runs
    }

    [Fact]
    public void AnyHistory_KeepsEveryPromise()
    {
        long histories = Environment.GetEnvironmentVariable("LOGACTORS_MODEL_HISTORIES") is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : UsualHistories;

        Step.Histories.Sample(steps => new WriterHistory(_root).Run(steps), iter: histories, print: steps => string.Join<Step>("\n", steps));
    }

    public void Dispose()
    {
        _root.Dispose();
        _folder.Dispose();
    }
}
