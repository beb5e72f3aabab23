using System.ComponentModel;
using System.Text.Json.Nodes;

namespace LogActors.Tests;

/// <summary>Looks for an interpreter whose TimedRotatingFileHandler is the one that <see cref="PythonCalendar"/> follows.</summary>
internal static class PythonInterpreter
{
    private static readonly Lazy<(string? Path, string? Missing)> _found = new(Find);

    /// <summary>The interpreter's path, or <see langword="null"/> if there is none.</summary>
    public static string? Path => _found.Value.Path;

    /// <summary>Why there is none: what was looked at.</summary>
    public static string? Missing => _found.Value.Missing;

    private static (string? Path, string? Missing) Find()
    {
        if (OperatingSystem.IsWindows())
        {
            return (null, "Python on Windows cannot change its time zone, which this test needs.");
        }

        List<string> others = [];
        foreach (string candidate in Candidates())
        {
            try
            {
                using PythonOracle python = new(candidate);
                JsonNode answer = python.Ask(new { generation = true });
                if (answer["generation"]!.GetValue<int>() == 2)
                {
                    return (candidate, null);
                }

                others.Add($"{answer["version"]} has another one");
            }
            catch (Exception exception) when (exception is Win32Exception or InvalidOperationException or IOException)
            {
                others.Add($"{candidate} does not run");
            }
        }

        return (null, $"No Python with the TimedRotatingFileHandler of 3.13 was found, which this test asks: {string.Join(", ", others)}.");
    }

    private static IEnumerable<string> Candidates()
    {
        string versions = System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".pyenv", "versions");
        string[] installed = Directory.Exists(versions) ? Directory.GetDirectories(versions, "3.1*") : [];
        return ["python3", .. installed.OrderDescending(StringComparer.Ordinal).Select(folder => System.IO.Path.Combine(folder, "bin", "python3")), "python3.13", "python3.14", "python3.12"];
    }
}
