using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace LogActors.Tests;

public sealed class FileLevelsTests
{
    private readonly FakeTimeProvider _time = new(Some.Time);

    [Theory]
    [InlineData("Shop", LogLevel.Debug)]
    [InlineData("shop.payments", LogLevel.Debug)]
    [InlineData("Shop.Orders", LogLevel.Error)]
    [InlineData("SHOP.ORDERSARCHIVE", LogLevel.Error)]
    [InlineData("Sho", LogLevel.Warning)]
    [InlineData("My.Shop", LogLevel.Warning)]
    [InlineData("Default", LogLevel.Warning)]
    [InlineData("", LogLevel.Warning)]
    public void Of_Category_IsTheLongestPrefixs(string category, LogLevel expected)
    {
        FileLevels? levels = FileLevels.From(LevelQuestion.Levels(("Shop", LogLevel.Debug), ("Default", LogLevel.Warning), ("Shop.Orders", LogLevel.Error)), _time);

        Assert.Equal(expected, levels!.Of(category));
    }

    [Fact]
    public void Of_CategoryThatNoPrefixNames_IsNone()
    {
        FileLevels? levels = FileLevels.From(LevelQuestion.Levels(("Shop", LogLevel.Debug)), _time);

        Assert.Null(levels!.Of("Other"));
    }

    [Fact]
    public void From_AnswerWithoutLevels_IsNone()
    {
        Assert.Null(FileLevels.From(null, _time));
        Assert.Null(FileLevels.From(new LogFileLevels { Categories = [], Error = "a bad name" }, _time));
    }

    [Fact]
    public void From_LevelsOfALaterVersion_LeavesThemOut()
    {
        LogFileLevels answer = new() { Categories = [new CategoryLevel { Prefix = "A", Level = 7 }, new CategoryLevel { Prefix = "AB", Level = -1 }, new CategoryLevel { Prefix = "B", Level = 0 }] };

        FileLevels? levels = FileLevels.From(answer, _time);

        Assert.Equal((null, null, LogLevel.Trace), (levels!.Of("A"), levels.Of("ABC"), levels.Of("B")));
    }

    [Fact]
    public void From_MorePrefixesThanAnAnswerMayHave_TakesTheFirstOnes()
    {
        FileLevels? levels = FileLevels.From(LevelQuestion.Levels([.. Enumerable.Range(1000, LogFileLevels.MaxCategories + 1).Select(number => ($"C{number}", LogLevel.Debug))]), _time);

        Assert.Equal((LogLevel.Debug, null), (levels!.Of("C1099"), levels.Of("C1100")));
    }

    [Fact]
    public void From_PrefixThatIsTooLong_LeavesItOut()
    {
        string longest = new('A', CategoryLevel.MaxPrefixLength);

        FileLevels? levels = FileLevels.From(LevelQuestion.Levels((longest, LogLevel.Debug), (longest + "A", LogLevel.Error)), _time);

        Assert.Equal(LogLevel.Debug, levels!.Of(longest + "AB"));
    }

    [Fact]
    public void FromAll_OneAnswerForSeveralLogFiles_TakesItOnce()
    {
        LogFileLevels answer = LevelQuestion.Levels(("A", LogLevel.Debug));

        FileLevels?[] levels = FileLevels.FromAll([answer, null, answer], _time);

        Assert.Equal((3, null), (levels.Length, levels[1]));
        Assert.NotNull(levels[0]);
        Assert.Same(levels[0], levels[2]);
    }

    [Fact]
    public void Until_OfADuration_CountsFromNow()
    {
        Assert.Equal(Some.Time.AddHours(1), FileLevels.From(LevelQuestion.Levels(TimeSpan.FromHours(1), ("A", LogLevel.Debug)), _time)!.Until);
        Assert.Null(FileLevels.From(LevelQuestion.Levels(TimeSpan.MaxValue, ("A", LogLevel.Debug)), _time)!.Until);
        Assert.Null(FileLevels.From(LevelQuestion.Levels(("A", LogLevel.Debug)), _time)!.Until);
    }
}
