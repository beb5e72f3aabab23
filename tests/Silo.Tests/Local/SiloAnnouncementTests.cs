namespace LogActors.Tests;

public sealed class SiloAnnouncementTests
{
    private static readonly SiloAnnouncement Own = SiloAnnouncement.OfThisProcess("/logs", 30000, "cluster", "service", "http://127.0.0.1:30080");

    [Fact]
    public void IsLiving_OfThisProcess_IsTrueAfterARoundTrip() => Assert.True(SiloAnnouncement.FromJson(Own.ToJson())!.IsLiving);

    /// <summary>The system computes a process's start from the clock, so setting that moves it.</summary>
    [Fact]
    public void IsLiving_AfterTheClockWasSet_IsTrue() => Assert.True((Own with { StartedUtcTicks = Own.StartedUtcTicks - TimeSpan.TicksPerHour }).IsLiving);

    [Fact]
    public void IsLiving_OfAnotherProcessWithTheNumber_IsFalse() => Assert.False((Own with { StartedClockTicks = Own.StartedClockTicks - 1 }).IsLiving);

    [Fact]
    public void IsLiving_OfAnAnnouncementWithoutClockTicks_GoesByTheClock()
    {
        SiloAnnouncement older = Own with { StartedClockTicks = null };

        Assert.True(older.IsLiving);
        Assert.False((older with { StartedUtcTicks = older.StartedUtcTicks - (3 * TimeSpan.TicksPerSecond) }).IsLiving);
    }
}
