using NodaTime;

namespace LogActors.Tests;

/// <summary>What holds for the periods of every calendar but Python's, over random histories in zones whose clocks change in every way.</summary>
public sealed class RollCalendarInvariantTests
{
    private const int Histories = 20_000;
    private const int Seed = 20261123;

    [Fact]
    public void Periods_OfRandomHistories_FollowEachOtherAndHaveNamesOfTheirOwn()
    {
        for (int i = 0; i < Histories; i++)
        {
            Random random = new(Seed + i);
            RandomRoll roll = RandomRoll.Make(random, HandlerSettings.Zones);
            try
            {
                IReadOnlyList<RollPeriod> periods = Walk(roll, random);
                CheckMoments(roll.Calendar, periods, random);
                CheckNames(roll, periods);
            }
            catch (Xunit.Sdk.XunitException exception)
            {
                Assert.Fail($"Seed {Seed + i}, {roll}: {exception.Message}");
            }
        }
    }

    /// <summary>Consecutive periods, without gap.</summary>
    private static List<RollPeriod> Walk(RandomRoll roll, Random random)
    {
        RollPeriod period = roll.Calendar.Begin(roll.Now);
        Assert.True(period.Start <= roll.Now && roll.Now < period.End, $"{roll.Now} is not in {period}");
        List<RollPeriod> periods = [period];
        int count = random.Next(2, 20);
        while (periods.Count < count)
        {
            RollPeriod next = roll.Calendar.Advance(period, period.End);
            Assert.Equal(period.End, next.Start);
            Assert.True(next.End > next.Start, $"{next} is empty");
            periods.Add(period = next);
        }

        return periods;
    }

    /// <summary>Every moment is in one of them, also if those before are left out, the clock goes back or the silo starts again.</summary>
    private static void CheckMoments(IRollCalendar calendar, IReadOnlyList<RollPeriod> periods, Random random)
    {
        long length = (periods[^1].End - periods[0].Start).BclCompatibleTicks;
        Instant[] moments = [.. Enumerable.Range(0, 6).Select(_ => periods[0].Start + Duration.FromTicks(random.NextInt64(length))), periods[random.Next(periods.Count)].Start, periods[^1].End - Duration.Epsilon];
        foreach (Instant moment in moments)
        {
            RollPeriod own = Assert.Single(periods, period => period.Start <= moment && moment < period.End);
            Assert.Equal(own, calendar.Advance(periods[0], moment));
            Assert.Equal(own, calendar.Resume(own.Start));
            Assert.Equal(own, calendar.Advance(own, periods[0].Start - Duration.FromHours(1)));
        }
    }

    private static void CheckNames(RandomRoll roll, IReadOnlyList<RollPeriod> periods)
    {
        PeriodName[] names = [.. periods.Select(period => roll.Calendar.NameOf(period, period.End))];
        foreach ((PeriodName first, PeriodName second) in names.Zip(names.Skip(1)))
        {
            // Two periods of 24 hours can begin on a day of 25: the second has a number behind its name.
            bool sameDay = roll.When == RollWhen.D && first == second;
            Assert.True(sameDay || first.CompareTo(second) < 0, $"{first} is not before {second}");
            if (first.Offset is null && second.Offset is null && !sameDay)
            {
                Assert.True(Texts(first).Zip(Texts(second)).All(texts => string.CompareOrdinal(texts.First, texts.Second) < 0), $"the text of {first} is not before that of {second}");
            }
        }

        Assert.All(names, name => Assert.All(Enum.GetValues<RollNaming>(), naming =>
            Assert.True(PeriodText.TryParse(naming, PeriodText.Format(naming, name), out PeriodName read) && read == name)));
        int distinct = names.SelectMany(Texts).Distinct(StringComparer.Ordinal).Count();
        Assert.Equal(2 * names.Distinct().Count(), distinct);
    }

    private static string[] Texts(PeriodName name) => [PeriodText.Format(RollNaming.Dated, name), PeriodText.Format(RollNaming.TimedRotating, name)];
}
