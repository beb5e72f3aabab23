using System.Globalization;
using System.Text.Json;
using NodaTime;
using NodaTime.TimeZones;
using Xunit.Abstractions;

namespace LogActors.Tests;

/// <summary>Compares <see cref="PythonCalendar"/> with the interpreter whose arithmetic it follows.</summary>
/// <remarks>The variables LOGACTORS_ROLL_HISTORIES and LOGACTORS_ROLL_SEED make it longer, or another one.</remarks>
public sealed class PythonOracleTests(ITestOutputHelper output)
{
    private readonly int _histories = Number("LOGACTORS_ROLL_HISTORIES", 3_000);
    private readonly int _seed = Number("LOGACTORS_ROLL_SEED", 20251102);

    [PythonFact]
    public void Histories_InTheModelAndInPython_AreTheSame()
    {
        using PythonOracle python = new(PythonInterpreter.Path!);
        IReadOnlyList<string> zones = ZonesThatAgree(python);
        int rolls = 0;
        int steps = 0;
        for (int i = 0; i < _histories; i++)
        {
            Random random = new(_seed + i);
            HandlerHistory history = new(HandlerSettings.Random(random, zones), random);

            string[] states = python.Ask<string[]>(history.ForPython());

            int differs = history.States.Zip(states).TakeWhile(pair => pair.First == pair.Second).Count();
            Assert.True(
                differs == history.States.Count && states.Length == differs,
                $"Seed {_seed + i}, state {differs}.\nModel:  {history.States.ElementAtOrDefault(differs)}\nPython: {states.ElementAtOrDefault(differs)}\n{JsonSerializer.Serialize(history.ForPython())}");
            rolls += history.Rolls;
            steps += states.Length - 1;
        }

        output.WriteLine($"{_histories} histories with {steps} steps and {rolls} rolls in {string.Join(", ", zones)}, seeds from {_seed}, as in Python at {PythonInterpreter.Path}.");
        Assert.InRange(rolls, _histories, int.MaxValue);
    }

    [PythonFact]
    public void Histories_OfAWriterAndInPython_AreTheSame()
    {
        using TemporaryFolder folder = new();
        using LogRoot root = LogRoot.Open(folder["root"], "the test");
        using PythonOracle python = new(PythonInterpreter.Path!);
        IReadOnlyList<string> zones = ZonesThatAgree(python);
        int rolls = 0;
        int steps = 0;
        int ended = 0;
        for (int i = 0; i < _histories; i++)
        {
            Random random = new(_seed + i);
            using HandlerWriterHistory history = new(root, HandlerSettings.Random(random, zones), random);
            string? broken = history.Live();

            string[] states = python.Ask<string[]>(history.ForPython());
            Assert.True(broken is null, $"Seed {_seed + i}.\n{broken}\nPython: {states[^1]}\n{JsonSerializer.Serialize(history.ForPython())}");

            int differs = history.States.Zip(states).TakeWhile(pair => pair.First is "" || pair.First == pair.Second).Count();
            Assert.True(
                differs == history.States.Count && states.Length == differs,
                $"Seed {_seed + i}, state {differs}.\nWriter: {history.States.ElementAtOrDefault(differs)}\nPython: {states.ElementAtOrDefault(differs)}\n{JsonSerializer.Serialize(history.ForPython())}");
            rolls += history.Rolls;
            steps += states.Length - 1;
            ended += history.HasEnded ? 1 : 0;
        }

        output.WriteLine($"{_histories} histories of a writer with {steps} steps and {rolls} rolls, {ended} of which ended where Python does something else, seeds from {_seed}.");
        Assert.InRange(rolls, _histories, int.MaxValue);
    }

    [PythonFact]
    public void Deadlines_AroundEveryChangeOfTheClocks_AreThoseOfPython()
    {
        using PythonOracle python = new(PythonInterpreter.Path!);
        Random random = new(_seed);
        int compared = 0;
        foreach (string zone in ZonesThatAgree(python))
        {
            long[] bases = [.. Changes(zone).SelectMany(change => new[] { change - 1, change, change + 1, change + random.Next(-200_000, 200_000) })];
            for (int i = 0; i < 60; i++)
            {
                HandlerSettings settings = HandlerSettings.Random(random, [zone]);
                PythonCalendar calendar = settings.Calendar();

                long[] deadlines = python.Ask<long[]>(new { zone, settings = settings.ForPython(), deadlines = bases });

                Assert.Equal(deadlines, bases.Select(second => calendar.Begin(Instant.FromUnixTimeSeconds(second)).End.ToUnixTimeSeconds()));
                compared += deadlines.Length;
            }
        }

        output.WriteLine($"{compared} deadlines, seed {_seed}.");
    }

    // The rules of zones change now and then, and the machine's may be older than ours; what is compared is the arithmetic.
    private List<string> ZonesThatAgree(PythonOracle python)
    {
        List<string> agree = [.. HandlerSettings.Zones.Where(zone => Agrees(python, zone))];
        output.WriteLine($"Left out, since this machine has other rules: {string.Join(", ", HandlerSettings.Zones.Except(agree).DefaultIfEmpty("none"))}.");
        Assert.InRange(agree.Count, 8, HandlerSettings.Zones.Count);
        return agree;
    }

    private static bool Agrees(PythonOracle python, string zone)
    {
        long[] instants = [.. Changes(zone).SelectMany(change => new[] { change - 1, change })];
        int[][] theirs = python.Ask<int[][]>(new { zone, instants });
        return theirs.Zip(instants).All(pair =>
        {
            ZoneInterval ours = DateTimeZoneProviders.Tzdb[zone].GetZoneInterval(Instant.FromUnixTimeSeconds(pair.Second));
            return pair.First[0] == ours.WallOffset.Seconds && pair.First[1] == (ours.Savings == Offset.Zero ? 0 : 1);
        });
    }

    private static long[] Changes(string zone) =>
        [.. DateTimeZoneProviders.Tzdb[zone].GetZoneIntervals(RandomRoll.First, RandomRoll.Last + Duration.FromDays(60)).Where(interval => interval.HasStart).Select(interval => interval.Start.ToUnixTimeSeconds()),
        RandomRoll.First.ToUnixTimeSeconds(), RandomRoll.Last.ToUnixTimeSeconds()];

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
