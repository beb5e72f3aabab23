namespace LogActors.Tests;

public sealed class RetryScheduleTests
{
    [Theory]
    [InlineData(0.0, new double[] { 25, 50, 100, 200, 400, 800, 1600, 2500, 2500 })]
    [InlineData(0.5, new double[] { 37.5, 75, 150, 300, 600, 1200, 2400, 3750, 3750 })]
    public void Next_FailureAfterFailure_DoublesUpToTheLongest(double luck, double[] milliseconds)
    {
        RetrySchedule retries = new(new FixedLuck(luck));

        double[] waits = [.. milliseconds.Select(_ => retries.Next(TimeSpan.Zero).TotalMilliseconds)];

        Assert.Equal(milliseconds, waits);
    }

    [Fact]
    public void Next_TheSiloAsksForATime_TakesItAsTheStep()
    {
        RetrySchedule retries = new(new FixedLuck(0));

        Assert.Equal(TimeSpan.FromMilliseconds(150), retries.Next(TimeSpan.FromMilliseconds(300)));
        Assert.Equal(TimeSpan.FromMilliseconds(2500), retries.Next(TimeSpan.FromHours(1)));
        Assert.Equal(TimeSpan.FromMilliseconds(100), retries.Next(TimeSpan.Zero));
    }

    [Fact]
    public void Next_AfterReset_StartsOver()
    {
        RetrySchedule retries = new(new FixedLuck(0));
        retries.Next(TimeSpan.Zero);
        retries.Next(TimeSpan.Zero);

        retries.Reset();

        Assert.Equal(TimeSpan.FromMilliseconds(25), retries.Next(TimeSpan.Zero));
    }

    [Fact]
    public void Next_ManyTimes_StaysWithinHalfAndWholeOfTheLongest()
    {
        RetrySchedule retries = new(new Random(1));

        TimeSpan[] waits = [.. Enumerable.Range(0, 10_000).Select(_ => retries.Next(TimeSpan.Zero))];

        Assert.All(waits[10..], wait => Assert.InRange(wait, TimeSpan.FromSeconds(2.5), TimeSpan.FromSeconds(5)));
    }

    private sealed class FixedLuck(double luck) : Random
    {
        public override double NextDouble() => luck;
    }
}
