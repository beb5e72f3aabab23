namespace LogActors.Tests;

public sealed class PendingBudgetTests
{
    private const int Megabyte = 1024 * 1024;

    private readonly ByteBudget _total = new(40 * Megabyte);

    [Fact]
    public void Take_OfOneProducerBeyondItsShare_IsRefused_AndOthersAreNot()
    {
        PendingBudget budget = new(LogFileName.Parse("orders"), _total);
        Guid greedy = Guid.NewGuid();
        string?[] taken = [.. Enumerable.Range(0, 6).Select(_ => budget.Take(greedy, Megabyte))];

        string? other = budget.Take(Guid.NewGuid(), Megabyte);

        Assert.Equal(4, taken.Count(reason => reason is null));
        Assert.Contains("of this producer", taken[5], StringComparison.Ordinal);
        Assert.Null(other);
    }

    [Fact]
    public void Take_BeyondTheFilesBound_IsRefused_UntilSomethingIsGiven()
    {
        PendingBudget budget = new(LogFileName.Parse("orders"), _total);
        Guid[] producers = [.. Enumerable.Range(0, 32).Select(_ => Guid.NewGuid())];
        Assert.All(producers, producer => Assert.Null(budget.Take(producer, Megabyte)));

        string? full = budget.Take(Guid.NewGuid(), 1);
        budget.Give(producers[0], Megabyte);

        Assert.Contains("log file 'orders'", full, StringComparison.Ordinal);
        Assert.Null(budget.Take(producers[0], Megabyte));
    }

    [Fact]
    public void Take_BeyondTheSilosBound_IsRefused_AndTakesNothing()
    {
        PendingBudget one = new(LogFileName.Parse("one"), _total);
        PendingBudget two = new(LogFileName.Parse("two"), _total);
        for (int i = 0; i < 32; i++)
        {
            one.Take(Guid.NewGuid(), Megabyte);
        }

        string?[] taken = [.. Enumerable.Range(0, 10).Select(_ => two.Take(Guid.NewGuid(), Megabyte))];

        Assert.Equal(8, taken.Count(reason => reason is null));
        Assert.Contains("of this silo", taken[9], StringComparison.Ordinal);
        Assert.Equal(40 * Megabyte, _total.Used);
    }
}
