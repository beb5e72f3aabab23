using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace LogActors.Tests;

public sealed class LevelsAnswerTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    [Fact]
    public async Task Get_UntilAMoment_SaysHowLongThatIsStill()
    {
        LogLevelsGrain grain = Grain(File(LogLevel.Trace, until: _time.GetUtcNow().AddHours(1)));
        _time.Advance(TimeSpan.FromMinutes(45));

        LogLevelsReceipt receipt = await grain.GetAsync(["orders"]);

        Assert.Equal(TimeSpan.FromMinutes(15), Assert.Single(receipt.LogFiles)!.Left);
    }

    [Fact]
    public async Task Get_WithoutAMoment_SaysThatTheyCountForEver()
    {
        LogLevelsReceipt receipt = await Grain(File(LogLevel.Trace)).GetAsync(["orders"]);

        Assert.Null(Assert.Single(receipt.LogFiles)!.Left);
    }

    [Fact]
    public async Task Get_AtTheMoment_AsksForNothing()
    {
        LogLevelsGrain grain = Grain(File(LogLevel.Trace, until: _time.GetUtcNow().AddHours(1)));
        _time.Advance(TimeSpan.FromHours(1));

        LogLevelsReceipt receipt = await grain.GetAsync(["orders"]);

        Assert.Equal([null], receipt.LogFiles);
    }

    [Fact]
    public async Task Get_AfterAChange_AnswersByTheNewSettings()
    {
        LogFileSettings settings = new(Options(File(LogLevel.Trace)));
        LogLevelsGrain grain = new(settings, _time);

        settings.Apply(Options(File(LogLevel.Warning)));
        LogLevelsReceipt changed = await grain.GetAsync(["orders"]);
        settings.Apply(new LogStoreOptions());
        LogLevelsReceipt gone = await grain.GetAsync(["orders"]);

        Assert.Equal((int)LogLevel.Warning, Assert.Single(Assert.Single(changed.LogFiles)!.Categories).Level);
        Assert.Equal([null], gone.LogFiles);
    }

    [Fact]
    public async Task Get_OfMoreThanAnAnswerMayHave_AnswersTheFirst()
    {
        LogLevelsGrain grain = Grain(File(LogLevel.Trace));

        LogLevelsReceipt receipt = await grain.GetAsync([.. Enumerable.Range(0, 5000).Select(number => $"f{number}")]);

        Assert.Equal(LogLevelsReceipt.MaxLogFiles, receipt.LogFiles.Length);
    }

    [Fact]
    public async Task Get_OfTheLongestSettings_StaysBelowTheLongestMessageAndGoesOnAtEachCall()
    {
        LogStoreOptions options = new();
        string[] names = [.. Enumerable.Range(0, 200).Select(number => $"f{number}")];
        foreach (string name in names)
        {
            options.Files[name] = new LogFileOptions();
            for (int i = 0; i < LogFileLevels.MaxCategories; i++)
            {
                options.Files[name].Levels[$"{i:000}".PadRight(CategoryLevel.MaxPrefixLength, '\u4e00')] = LogLevel.Trace;
            }
        }

        LogLevelsGrain grain = new(new LogFileSettings(options), _time);
        int asked = 0;
        int longest = 0;
        while (asked < names.Length)
        {
            LogLevelsReceipt receipt = await grain.GetAsync(names[asked..]);
            asked += receipt.LogFiles.Length;
            longest = Math.Max(longest, receipt.LogFiles.Sum(file => file!.Categories.Sum(level => level.Prefix!.Length * 3)));
        }

        Assert.Equal(names.Length, asked);
        Assert.InRange(longest, 1, 1024 * 1024);
    }

    [Fact]
    public async Task Get_OfNothing_AnswersNothing()
    {
        LogLevelsGrain grain = Grain(File(LogLevel.Trace));

        Assert.Empty((await grain.GetAsync(null!)).LogFiles);
        Assert.Empty((await grain.GetAsync([])).LogFiles);
        Assert.Contains("name is empty", Assert.Single((await grain.GetAsync([null!])).LogFiles)!.Error, StringComparison.Ordinal);
    }

    private LogLevelsGrain Grain(LogFileOptions file) => new(new LogFileSettings(Options(file)), _time);

    private static LogStoreOptions Options(LogFileOptions file) => new() { Files = { ["*"] = file } };

    private static LogFileOptions File(LogLevel level, DateTimeOffset? until = null) => new() { Levels = { ["default"] = level }, LevelsUntil = until };
}
