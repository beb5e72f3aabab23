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
        options.Files.Clear();

        Assert.Equal(LogFormat.Json, settings.For(Name).Options.Format);
    }

    private static LogStoreOptions Options(params (string Name, LogFormat Format)[] files)
    {
        LogStoreOptions options = new();
        Array.ForEach(files, file => options.Files[file.Name] = new LogFileOptions { Format = file.Format });
        return options;
    }
}
