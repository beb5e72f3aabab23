using System.Globalization;
using NodaTime;

namespace LogActors.Tests;

/// <summary>The files in the folder of a log file, each with its text, and which names are free for segments.</summary>
internal sealed class ReferenceFolder(ReferencePeriods periods)
{
    /// <summary>The name of the current segment with <see cref="RollNaming.TimedRotating"/>.</summary>
    public const string CurrentName = "orders.log";

    private readonly Dictionary<string, (RollNaming Naming, string Period, int Number)> _ids = [];
    private Instant _foreignWritten;

    public SortedDictionary<string, string> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Another program makes a file.</summary>
    public void Make(string name, string text, Instant written)
    {
        Files[name] = text;
        _foreignWritten = name == CurrentName ? written : _foreignWritten;
    }

    public void Rename(string name, string other)
    {
        string text = Files[name];
        Files.Remove(name);
        Files.Add(other, text);
    }

    /// <summary>A name for a segment of the present period: without a number if it is the first one, or else with the number after all that are there and after that of the segment before.</summary>
    public string FreeName(RollNaming naming, string? before) => FreeName(naming, periods.NameOf(periods.Start, naming), before);

    /// <summary>Gives the current name to a segment. A file of another program that has it is renamed by the day on which it was written.</summary>
    public void FreeCurrentName()
    {
        if (Files.ContainsKey(CurrentName))
        {
            int number = 1;
            string period = periods.NameAt(_foreignWritten, RollNaming.TimedRotating);
            while (Files.ContainsKey(NameOf(RollNaming.TimedRotating, period, number)))
            {
                number++;
            }

            Rename(CurrentName, NameOf(RollNaming.TimedRotating, period, number));
        }
    }

    private string FreeName(RollNaming naming, string period, string? before)
    {
        IEnumerable<string> taken = before is null ? Files.Keys : Files.Keys.Append(before);
        int last = taken.Select(name => _ids.GetValueOrDefault(name)).Where(id => id.Naming == naming && id.Period == period).Select(id => id.Number).DefaultIfEmpty(0).Max();
        return NameOf(naming, period, last + 1);
    }

    private string NameOf(RollNaming naming, string period, int number)
    {
        string ending = number == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $".{number:D4}");
        string name = naming == RollNaming.Dated ? $"orders-{period}{ending}.log" : $"{CurrentName}.{period}{ending}";
        _ids[name] = (naming, period, number);
        return name;
    }
}
