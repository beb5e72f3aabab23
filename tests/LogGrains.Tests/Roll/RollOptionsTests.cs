namespace LogActors.Tests;

public sealed class RollOptionsTests
{
    public static TheoryData<Action<RollOptions>, string> Wrong => new()
    {
        { roll => roll.When = (RollWhen)77, "When is 77; it must be one of Never, S, M, H, D, Midnight, W0, W1, W2, W3, W4, W5, W6." },
        { roll => roll.Naming = (RollNaming)7, "Naming is 7; it must be one of Dated, TimedRotating." },
        { roll => roll.Calendar = (RollCalendar)7, "Calendar is 7; it must be one of Safe, PythonCompatible." },
        { roll => roll.Interval = 0, "Interval is 0; it must be a whole number above 0." },
        { roll => roll.Interval = -3, "Interval is -3; it must be a whole number above 0." },
        { roll => (roll.When, roll.Interval) = (RollWhen.W3, 5218), "Interval is 5218 with When W3; a period must not be longer than 100 years." },
        { roll => (roll.When, roll.Interval) = (RollWhen.W3, int.MaxValue), "Interval is 2147483647 with When W3; a period must not be longer than 100 years." },
        { roll => roll.MaxBytes = -1, "MaxBytes is -1; it must be 0, for no limit, or more." },
        { roll => (roll.When, roll.AtTime) = (RollWhen.S, new TimeOnly(2, 30)), "AtTime is 02:30:00 with When S; only Midnight and W0 to W6 have a time of day." },
        { roll => (roll.When, roll.AtTime) = (RollWhen.M, new TimeOnly(2, 30)), "AtTime is 02:30:00 with When M; only Midnight and W0 to W6 have a time of day." },
        { roll => (roll.When, roll.AtTime) = (RollWhen.H, new TimeOnly(2, 30)), "AtTime is 02:30:00 with When H; only Midnight and W0 to W6 have a time of day." },
        { roll => (roll.When, roll.AtTime) = (RollWhen.D, new TimeOnly(2, 30)), "AtTime is 02:30:00 with When D; only Midnight and W0 to W6 have a time of day." },
        { roll => (roll.When, roll.AtTime) = (RollWhen.Never, new TimeOnly(2, 30)), "AtTime is 02:30:00 with When Never; only Midnight and W0 to W6 have a time of day." },
        { roll => roll.AtTime = new TimeOnly(2, 30, 0, 500), "AtTime is 02:30:00.5; it must be in whole seconds." },
        { roll => roll.TimeZone = "Europe/Bärlin", "TimeZone is 'Europe/Bärlin'; it must be an IANA name, such as Europe/Berlin." },
        { roll => roll.TimeZone = "", "TimeZone is ''; it must be an IANA name, such as Europe/Berlin." },
        { roll => (roll.TimeZone, roll.Utc) = ("Europe/Berlin", true), "TimeZone is 'Europe/Berlin' while Utc is true; set one of them." },
        { roll => roll.Utc = false, "Utc is false without a TimeZone; name one, such as Europe/Berlin." },
        { roll => roll.Calendar = RollCalendar.PythonCompatible, "Calendar is PythonCompatible with Naming Dated; it needs TimedRotating, since CPython names a file when it is closed." },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Settings_WithABadRollOption_NameOptionValueAndRule(Action<RollOptions> spoil, string rule)
    {
        LogStoreOptions options = new();
        options.Files["orders"] = new LogFileOptions();
        spoil(options.Files["orders"].Roll);

        FormatException refusal = Assert.Throws<FormatException>(() => new LogFileSettings(options));

        Assert.Equal($"LogActors:Files:orders:Roll:{rule}", refusal.Message);
    }

    public static TheoryData<Action<RollOptions>> Right => new()
    {
        { roll => { } },
        { roll => roll.Utc = true },
        { roll => (roll.Utc, roll.TimeZone) = (false, "Pacific/Apia") },
        { roll => (roll.TimeZone, roll.AtTime) = ("Europe/Berlin", new TimeOnly(23, 59, 59)) },
        { roll => (roll.When, roll.AtTime) = (RollWhen.W6, TimeOnly.MinValue) },
        { roll => (roll.When, roll.Interval) = (RollWhen.W0, 5217) },
        { roll => (roll.When, roll.MaxBytes) = (RollWhen.Never, long.MaxValue) },
        { roll => (roll.Calendar, roll.Naming) = (RollCalendar.PythonCompatible, RollNaming.TimedRotating) },
    };

    [Theory]
    [MemberData(nameof(Right))]
    public void Settings_WithGoodRollOptions_TakeThem(Action<RollOptions> set)
    {
        LogStoreOptions options = new();
        options.Files["orders"] = new LogFileOptions();
        set(options.Files["orders"].Roll);

        RollOptions taken = new LogFileSettings(options).For(LogFileName.Parse("orders")).Options.Roll;

        Assert.Equivalent(options.Files["orders"].Roll, taken, strict: true);
    }

    [Fact]
    public void Roll_ChangedAfterTheSettingsWereChecked_ChangesNothing()
    {
        LogStoreOptions options = new();
        options.Files["orders"] = new LogFileOptions { Roll = { When = RollWhen.H } };
        LogFileSettings settings = new(options);

        options.Files["orders"].Roll.When = (RollWhen)77;

        Assert.Equal(RollWhen.H, settings.For(LogFileName.Parse("orders")).Options.Roll.When);
    }
}
