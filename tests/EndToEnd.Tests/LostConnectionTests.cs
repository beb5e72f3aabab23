using Orleans.Runtime;

namespace LogActors.Tests;

/// <summary>The provider's connection when the silo dies and comes back.</summary>
public sealed class LostConnectionTests
{
    private static readonly LogFileName File = LogFileName.Parse("load");
    private static readonly Guid Producer = Guid.NewGuid();

    [Fact]
    public async Task Append_SiloKilledBeforeItAnswers_EndsForTheLostConnectionAndNotForTheTimeOut()
    {
        await using Playground ground = new();
        RunningProgram silo = await ground.StartSiloAsync();
        await using LogCluster cluster = Connect(ground);
        await cluster.AppendAsync(File, Batch(0), default);
        silo.Pause();

        Task<AppendReceipt> call = cluster.AppendAsync(File, Batch(1), default);
        silo.Kill();

        SiloUnavailableException lost = await Assert.ThrowsAsync<SiloUnavailableException>(() => call);
        Assert.Equal("The connection to the silo was lost.", lost.Message);
    }

    [Fact]
    public async Task Append_MadeWhileThereIsNoSilo_IsAnsweredByTheNextOne()
    {
        await using Playground ground = new();
        RunningProgram silo = await ground.StartSiloAsync();
        await using LogCluster cluster = Connect(ground);
        await cluster.AppendAsync(File, Batch(0), default);
        silo.Pause();
        Task<AppendReceipt> lost = cluster.AppendAsync(File, Batch(1), default);
        silo.Kill();
        await Assert.ThrowsAsync<SiloUnavailableException>(() => lost);

        Task<AppendReceipt> call = cluster.AppendAsync(File, Batch(1), default);
        bool early = call.IsCompleted;
        await ground.StartSiloAsync();
        AppendReceipt receipt = await call;

        Assert.False(early);
        Assert.Equal((AppendOutcome.Appended, 1L, 2), (receipt.Outcome, receipt.LastSequence, receipt.WriterEpoch));
    }

    private static LogCluster Connect(Playground ground)
    {
        Assert.True(ClusterAddress.TryParse(ground.ConnectionString, out ClusterAddress? address, out string? error), error);
        LogCluster cluster = new(new ConfiguredCluster(address), TimeProvider.System);
        cluster.Start();
        return cluster;
    }

    private static RecordBatch Batch(long sequence) => new(Producer, 0, sequence, 1, HostileBatchTests.Payload($"record {sequence}"));
}
