using Microsoft.Extensions.Logging;

namespace LogActors.Tests;

public sealed class LogFileSettingsTests
{
    private static readonly LogFileName Name = LogFileName.Parse("shop/payments");

    [Fact]
    public void For_WithoutMatch_GivesTheDefaults()
    {
        LogFileSettings settings = new(Options(("orders", LogFormat.Json), ("shop/p", LogFormat.Json), ("shop/payments/*", LogFormat.Json), ("*shop", LogFormat.Json)));

        (LogFileOptions options, long version) = settings.For(Name);

        Assert.Equal((LogFormat.Text, LogFileOptions.DefaultTemplate, 1), (options.Format, options.Template, version));
    }

    [Fact]
    public void For_ExactNameAndPattern_GivesTheExactOne()
    {
        LogFileSettings settings = new(Options(("shop/payments*", LogFormat.Logfmt), ("shop/payments", LogFormat.Json), ("*", LogFormat.Logfmt)));

        Assert.Equal(LogFormat.Json, settings.For(Name).Options.Format);
    }

    [Fact]
    public void For_SeveralPatterns_GivesTheLongest()
    {
        LogFileSettings settings = new(Options(("*", LogFormat.Text), ("shop/*", LogFormat.Text), ("*payments", LogFormat.Logfmt), ("shop/no*", LogFormat.Json)));

        Assert.Equal(LogFormat.Logfmt, settings.For(Name).Options.Format);
    }

    [Theory]
    [InlineData("../orders", "LogActors:Files:../orders:")]
    [InlineData("Orders", "LogActors:Files:Orders:")]
    [InlineData("", "LogActors:Files::")]
    [InlineData("*.log", "LogActors:Files:*.log:")]
    public void Settings_ForABadName_NameIt(string name, string expected)
    {
        FormatException refusal = Assert.Throws<FormatException>(() => new LogFileSettings(Options((name, LogFormat.Json))));

        Assert.StartsWith(expected, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_WithABadFormat_NameItAndTheGoodOnes()
    {
        FormatException refusal = Assert.Throws<FormatException>(() => new LogFileSettings(Options(("orders", (LogFormat)77))));

        Assert.Equal("LogActors:Files:orders:Format is 77; it must be Text, Json, Logfmt.", refusal.Message);
    }

    [Fact]
    public void Settings_WithABadTemplate_NameIt()
    {
        LogStoreOptions options = new();
        options.Files["shop/*"] = new LogFileOptions { Template = "{Mesage}" };

        FormatException refusal = Assert.Throws<FormatException>(() => new LogFileSettings(options));

        Assert.StartsWith("LogActors:Files:shop/*:Template: ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Mesage", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", LogLevel.Debug, "LogActors:Files:orders:LogLevel has the category '' of 0 characters; it must have 1 to 512, or be Default for every category.")]
    [InlineData("*", LogLevel.Debug, "LogActors:Files:orders:LogLevel has the category '*'; it must be what categories begin with, without '*', or Default for every category.")]
    [InlineData("Shop", (LogLevel)7, "LogActors:Files:orders:LogLevel:Shop is 7; it must be Trace, Debug, Information, Warning, Error, Critical, None.")]
    public void Settings_WithABadLevel_NameIt(string prefix, LogLevel level, string expected)
    {
        LogStoreOptions options = Options(("orders", LogFormat.Text));
        options.Files["orders"].Levels[prefix] = level;

        FormatException refusal = Assert.Throws<FormatException>(() => new LogFileSettings(options));

        Assert.Equal(expected, refusal.Message);
    }

    [Fact]
    public void Settings_WithTooManyLevels_SayHowManyThereMayBe()
    {
        LogStoreOptions options = Options(("orders", LogFormat.Text));
        for (int i = 0; i <= LogFileLevels.MaxCategories; i++)
        {
            options.Files["orders"].Levels[$"Shop{i}"] = LogLevel.Debug;
        }

        FormatException refusal = Assert.Throws<FormatException>(() => new LogFileSettings(options));

        Assert.Equal("LogActors:Files:orders:LogLevel has 101 categories; it must have 100 at most.", refusal.Message);
    }

    [Theory]
    [InlineData("", "LogActors:Files:orders:Resource has the name ''; it must be that of an attribute, such as service.name, of 1 to 256 characters.")]
    [InlineData("service.*", "LogActors:Files:orders:Resource has the name 'service.*'; '*' stands for all attributes, and for them alone.")]
    [InlineData("*", "LogActors:Files:orders:Resource has the name '*'; '*' stands for all attributes, and for them alone.")]
    public void Settings_WithABadNameOfAnAttribute_NameIt(string name, string expected)
    {
        LogStoreOptions options = Options(("orders", LogFormat.Json));
        options.Files["orders"].Resource = ["host.name", name];

        FormatException refusal = Assert.Throws<FormatException>(() => new LogFileSettings(options));

        Assert.Equal(expected, refusal.Message);
    }

    [Fact]
    public void Settings_WithTooManyAttributes_SayHowManyThereMayBe()
    {
        LogStoreOptions options = Options(("orders", LogFormat.Json));
        options.Files["orders"].Resource = [.. Enumerable.Range(0, 65).Select(i => $"a{i}")];

        Assert.StartsWith("LogActors:Files:orders:Resource has 65 names; it must have 64 at most", Assert.Throws<FormatException>(() => new LogFileSettings(options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_OfBadSettings_KeepsThePresentOnes()
    {
        LogFileSettings settings = new(Options(("*", LogFormat.Json)));

        Assert.Throws<FormatException>(() => settings.Apply(Options(("*", LogFormat.Logfmt), ("BAD", LogFormat.Text))));

        Assert.Equal((LogFormat.Json, 1), (settings.For(Name).Options.Format, settings.For(Name).Version));
    }

    [Fact]
    public void Apply_OfGoodSettings_TakesTheirPlaceUnderANewVersion()
    {
        LogFileSettings settings = new(Options(("*", LogFormat.Json)));

        settings.Apply(Options(("shop/*", LogFormat.Logfmt)));

        Assert.Equal((LogFormat.Logfmt, 2), (settings.For(Name).Options.Format, settings.For(Name).Version));
    }

    [Fact]
    public void Options_ChangedAfterTheyWereChecked_ChangeNothing()
    {
        LogStoreOptions options = Options(("shop/payments", LogFormat.Json));
        LogFileSettings settings = new(options);

        options.Files["shop/payments"].Format = (LogFormat)77;
        options.Files["shop/payments"].Levels["Shop"] = (LogLevel)77;
        options.Files.Clear();

        Assert.Equal(LogFormat.Json, settings.For(Name).Options.Format);
        Assert.Empty(settings.For(Name).Options.Levels);
    }

    private static LogStoreOptions Options(params (string Name, LogFormat Format)[] files)
    {
        LogStoreOptions options = new();
        Array.ForEach(files, file => options.Files[file.Name] = new LogFileOptions { Format = file.Format });
        return options;
    }
}
