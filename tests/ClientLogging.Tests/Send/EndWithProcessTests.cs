namespace LogActors.Tests;

/// <summary>What the delivery does when it is told that the process ends; that it is told, real processes show.</summary>
[Collection(nameof(StandardErrorCapture))]
public sealed class EndWithProcessTests
{
    [Fact]
    public async Task EndWithProcess_EverythingDelivered_TakesWhatOthersLogAfterwards()
    {
        PromptSilo silo = new();
        await using LoggingApp app = new(silo);
        app.Logger.Say("before");

        await app.Delivery.EndWithProcessAsync();
        app.Logger.Say("after");
        await app.Delivery.FlushAsync();

        Assert.Equal(["before", "after"], silo.Messages);
    }

    [Fact]
    public async Task EndWithProcess_UnreachableCluster_DropsWhatIsLeftAndSaysSo()
    {
        using StandardErrorCapture error = new();
        await using LoggingApp app = new(new UnreachableCluster(), Some.Options(shutdownTimeout: TimeSpan.FromMilliseconds(1)));
        app.Logger.Say("lost");

        await app.Delivery.EndWithProcessAsync();

        Assert.Equal(new DeliveryCounts(1, 0, 1), app.Delivery.Counts);
        Assert.StartsWith("LogActors: 1 records could not be delivered within 0.001 s and ", Assert.Single(error.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EndWithProcess_AfterDispose_Completes()
    {
        await using LoggingApp app = new(new PromptSilo());
        app.Logger.Say("before");
        await app.Provider.DisposeAsync();

        await app.Delivery.EndWithProcessAsync();

        Assert.Equal(new DeliveryCounts(1, 1, 0), app.Delivery.Counts);
    }
}
