using System.Globalization;
using System.Text.RegularExpressions;

namespace LogActors.Tests;

/// <summary>Reads a log file in one pass and checks that every thread's records are there once and in order, and nothing else is.</summary>
internal sealed partial class LoadChecker
{
    private readonly Dictionary<string, int> _next = [];
    private readonly List<string> _wrong = [];
    private readonly List<string> _others = [];

    /// <summary>Lines that are no record of a load client.</summary>
    public IReadOnlyList<string> Others => _others;

    public static LoadChecker Read(IEnumerable<string> lines)
    {
        LoadChecker checker = new();
        foreach (string line in lines)
        {
            checker.Add(line);
        }

        return checker;
    }

    /// <summary>Asserts that the threads of the tags have exactly their records, in order.</summary>
    public void AssertComplete(int threads, int perThread, params string[] tags)
    {
        Assert.True(_wrong.Count == 0, $"{_wrong.Count} records are out of order or doubled, first: {string.Join(" | ", _wrong.Take(5))}");
        foreach (string tag in tags)
        {
            for (int thread = 0; thread < threads; thread++)
            {
                string key = string.Create(CultureInfo.InvariantCulture, $"{tag} {thread}");
                Assert.True(_next.GetValueOrDefault(key) == perThread, $"Thread {key} has {_next.GetValueOrDefault(key)} records of {perThread}.");
            }
        }

        Assert.Equal(tags.Length * threads, _next.Count);
    }

    /// <summary>How many records of load clients there are; asserts that each thread's numbers only rise.</summary>
    public int AssertRising()
    {
        Assert.True(_wrong.All(wrong => wrong.StartsWith("gap", StringComparison.Ordinal)), $"Doubled or out of order, first: {_wrong.FirstOrDefault(wrong => !wrong.StartsWith("gap", StringComparison.Ordinal))}");
        return Records;
    }

    public int Records { get; private set; }

    [GeneratedRegex(@"^\S+ \[Information\] Load (\S+ \d+) (\d+) is a record of the load client$")]
    private static partial Regex Pattern();

    private void Add(string line)
    {
        Match match = Pattern().Match(line);
        if (!match.Success)
        {
            _others.Add(line);
            return;
        }

        string key = match.Groups[1].Value;
        int number = int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture);
        int expected = _next.GetValueOrDefault(key);
        if (number != expected)
        {
            _wrong.Add($"{(number > expected ? "gap" : "repeat")}: {key} {number} where {expected} was expected");
        }

        Records++;
        _next[key] = Math.Max(number, expected - 1) + 1;
    }
}
