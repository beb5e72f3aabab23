using NodaTime;

namespace LogActors.Tests;

public sealed class PeriodNameTests
{
    [Theory]
    [InlineData(RollNaming.Dated, RollWhen.D, null, "20261101")]
    [InlineData(RollNaming.Dated, RollWhen.H, null, "20261101T01")]
    [InlineData(RollNaming.Dated, RollWhen.M, null, "20261101T0105")]
    [InlineData(RollNaming.Dated, RollWhen.S, null, "20261101T010509")]
    [InlineData(RollNaming.Dated, RollWhen.H, -18_000, "20261101T01-0500")]
    [InlineData(RollNaming.Dated, RollWhen.S, 37_800, "20261101T010509+1030")]
    [InlineData(RollNaming.Dated, RollWhen.M, 0, "20261101T0105+0000")]
    [InlineData(RollNaming.Dated, RollWhen.H, -1_521, "20261101T01-002521")]
    [InlineData(RollNaming.TimedRotating, RollWhen.D, null, "2026-11-01")]
    [InlineData(RollNaming.TimedRotating, RollWhen.H, null, "2026-11-01_01")]
    [InlineData(RollNaming.TimedRotating, RollWhen.M, null, "2026-11-01_01-05")]
    [InlineData(RollNaming.TimedRotating, RollWhen.S, null, "2026-11-01_01-05-09")]
    [InlineData(RollNaming.TimedRotating, RollWhen.H, -18_000, "2026-11-01_01-0500")]
    [InlineData(RollNaming.TimedRotating, RollWhen.M, -18_000, "2026-11-01_01-05-0500")]
    [InlineData(RollNaming.TimedRotating, RollWhen.S, -1_521, "2026-11-01_01-05-09-002521")]
    public void Text_OfAName_IsReadBack(RollNaming naming, RollWhen when, int? offset, string text)
    {
        PeriodName name = new(PeriodName.Floor(new LocalDateTime(2026, 11, 1, 1, 5, 9), when.Precision()), when.Precision(), offset is { } seconds ? Offset.FromSeconds(seconds) : null);

        Assert.Equal(text, PeriodText.Format(naming, name));
        Assert.True(PeriodText.TryParse(naming, text, out PeriodName read));
        Assert.Equal(name, read);
    }

    [Theory]
    [InlineData(RollNaming.Dated, "")]
    [InlineData(RollNaming.Dated, "2026-11-01")]
    [InlineData(RollNaming.Dated, "20261301")]
    [InlineData(RollNaming.Dated, "20261101-0500")]
    [InlineData(RollNaming.Dated, "20261101T")]
    [InlineData(RollNaming.Dated, "20261101T1")]
    [InlineData(RollNaming.Dated, "20261101T24")]
    [InlineData(RollNaming.Dated, "20261101T01-05")]
    [InlineData(RollNaming.Dated, "20261101T01-050000")]
    [InlineData(RollNaming.Dated, "20261101T01Z")]
    [InlineData(RollNaming.Dated, "20261101T0105090")]
    [InlineData(RollNaming.Dated, "\u0662\u0660261101")]
    [InlineData(RollNaming.TimedRotating, "20261101")]
    [InlineData(RollNaming.TimedRotating, "2026-11-01T01")]
    [InlineData(RollNaming.TimedRotating, "2026-11-01_01-050")]
    [InlineData(RollNaming.TimedRotating, "2026-02-29")]
    public void Text_ThatIsNoName_IsNotRead(RollNaming naming, string text) => Assert.False(PeriodText.TryParse(naming, text, out _));

    [Fact]
    public void Order_OfNamesOverAChangeOfTheClocks_IsThatOfTime()
    {
        string[] inTime = ["20251025T23", "20251026", "20251026T01", "20251026T02+0200", "20251026T0205+0200", "20251026T02+0100", "20251026T0205+0100", "20251026T03", "20251027"];
        PeriodName[] names = [.. inTime.Reverse().Select(text => PeriodText.TryParse(RollNaming.Dated, text, out PeriodName name) ? name : throw new FormatException(text))];

        Assert.Equal(inTime, names.Order().Select(name => PeriodText.Format(RollNaming.Dated, name)));
    }
}
