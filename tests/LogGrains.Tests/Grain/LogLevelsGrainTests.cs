namespace LogActors.Tests;

[Collection(GrainCluster.Collection)]
public sealed class LogLevelsGrainTests(GrainCluster cluster)
{
    [Fact]
    public async Task Get_ThroughAReference_AnswersEachNameInItsPlace()
    {
        LogLevelsReceipt receipt = await cluster.Levels.GetAsync(["plain", "debugged/a", "../etc", "debugged/b"]);

        Assert.Equal(4, receipt.LogFiles.Length);
        Assert.Null(receipt.LogFiles[0]);
        Assert.Equal([(null, 1), ("Shop.Payments", 6)], receipt.LogFiles[1]!.Categories.Select(level => (level.Prefix, level.Level)));
        Assert.True(receipt.LogFiles[1]!.Left > TimeSpan.FromDays(365));
        Assert.Empty(receipt.LogFiles[2]!.Categories);
        Assert.Contains("'../etc' is not valid", receipt.LogFiles[2]!.Error, StringComparison.Ordinal);
        Assert.Same(receipt.LogFiles[1], receipt.LogFiles[3]);
    }

    [Fact]
    public async Task Get_OfALogFile_OpensNone()
    {
        string name = $"debugged/t{Guid.NewGuid():n}";
        int before = cluster.OpenCount;

        await cluster.Levels.GetAsync([name]);

        Assert.Equal(before, cluster.OpenCount);
        Assert.False(cluster.Exists("debugged"), "There is a folder for a log file that nobody has written to.");
    }
}
