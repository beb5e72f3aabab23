namespace LogActors.Tests;

public sealed class RetainOptionsTests
{
    public static TheoryData<Action<RetainOptions>, string> Wrong => new()
    {
        { retain => retain.BackupCount = -1, "BackupCount is -1; it must be 0, for no limit, or more." },
        { retain => retain.MaxAge = TimeSpan.Zero, "MaxAge is 00:00:00; it must be above 0." },
        { retain => retain.MaxAge = TimeSpan.FromDays(-30), "MaxAge is -30.00:00:00; it must be above 0." },
        { retain => retain.MaxTotalBytes = -1, "MaxTotalBytes is -1; it must be 0, for no limit, or more." },
        { retain => retain.Compress = (CompressionFormat)7, "Compress is 7; it must be one of None, Zstd, Gzip." },
        { retain => retain.CompressLevel = 0, "CompressLevel is 0; it must be from 1 to 9." },
        { retain => (retain.Compress, retain.CompressLevel) = (CompressionFormat.Zstd, 10), "CompressLevel is 10; it must be from 1 to 9." },
        { retain => retain.CompressAfter = TimeSpan.FromTicks(-1), "CompressAfter is -00:00:00.0000001; it must not be below 0." },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Settings_WithABadRetainOption_NameOptionValueAndRule(Action<RetainOptions> spoil, string rule)
    {
        LogStoreOptions options = new();
        options.Files["orders"] = new LogFileOptions();
        spoil(options.Files["orders"].Retain);

        FormatException refusal = Assert.Throws<FormatException>(() => new LogFileSettings(options));

        Assert.Equal($"LogActors:Files:orders:Retain:{rule}", refusal.Message);
    }

    public static TheoryData<Action<RetainOptions>> Right => new()
    {
        { retain => { } },
        { retain => (retain.BackupCount, retain.MaxAge, retain.MaxTotalBytes) = (int.MaxValue, TimeSpan.MaxValue, long.MaxValue) },
        { retain => (retain.BackupCount, retain.MaxAge, retain.MaxTotalBytes) = (1, TimeSpan.FromTicks(1), 1) },
        { retain => (retain.Compress, retain.CompressLevel, retain.CompressAfter) = (CompressionFormat.Zstd, 1, TimeSpan.MaxValue) },
        { retain => (retain.Compress, retain.CompressLevel) = (CompressionFormat.Gzip, 9) },
    };

    [Theory]
    [MemberData(nameof(Right))]
    public void Settings_WithGoodRetainOptions_TakeThem(Action<RetainOptions> set)
    {
        LogStoreOptions options = new();
        options.Files["orders"] = new LogFileOptions();
        set(options.Files["orders"].Retain);

        RetainOptions taken = new LogFileSettings(options).For(LogFileName.Parse("orders")).Options.Retain;

        Assert.Equivalent(options.Files["orders"].Retain, taken, strict: true);
    }

    [Theory]
    [InlineData(CompressionFormat.Zstd, null, 3)]
    [InlineData(CompressionFormat.Gzip, null, 6)]
    [InlineData(CompressionFormat.Gzip, 1, 1)]
    public void Level_WithoutOne_IsThatOfTheFormat(CompressionFormat format, int? level, int expected) =>
        Assert.Equal(expected, new RetainOptions { Compress = format, CompressLevel = level }.EffectiveLevel);

    [Fact]
    public void Retain_ChangedAfterTheSettingsWereChecked_ChangesNothing()
    {
        LogStoreOptions options = new();
        options.Files["orders"] = new LogFileOptions { Retain = { BackupCount = 7 } };
        LogFileSettings settings = new(options);

        options.Files["orders"].Retain.BackupCount = -1;

        Assert.Equal(7, settings.For(LogFileName.Parse("orders")).Options.Retain.BackupCount);
    }

    [Fact]
    public void Settings_WithABadLimitOfTheRoot_KeepThePresentOne()
    {
        LogFileSettings settings = new(new LogStoreOptions { MaxTotalBytes = 1000 });

        FormatException refusal = Assert.Throws<FormatException>(() => settings.Apply(new LogStoreOptions { MaxTotalBytes = -1 }));

        Assert.Equal("LogActors:MaxTotalBytes is -1; it must be 0, for no limit, or more.", refusal.Message);
        Assert.Equal(1000, settings.MaxTotalBytes);
        settings.Apply(new LogStoreOptions { MaxTotalBytes = 2000 });
        Assert.Equal(2000, settings.MaxTotalBytes);
    }
}
