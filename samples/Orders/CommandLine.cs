using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Samples;

/// <summary>What was typed: <c>--requests N</c>, and settings for ASP.NET Core.</summary>
/// <param name="Requests">How many requests to send; <see langword="null"/> to serve until Ctrl+C.</param>
/// <param name="Settings">The other arguments, which the configuration reads.</param>
internal sealed record CommandLine(int? Requests, string[] Settings)
{
    private const string Usage = """
        Usage: Orders [--requests N] [--urls URL] [--Section:Key=Value ...]
          --requests N   send N requests, wait until their records are in the log file, and end
          --urls URL     listen there
          --Section:Key=Value, such as --Logging:LogActors:File=shop, sets what appsettings.json can set
        """;

    // Those that ASP.NET Core itself reads; anything else that it may be given is in a section.
    private static readonly string[] Hosting = ["urls", "http_ports", "https_ports", "environment"];

    /// <returns><see langword="false"/> with what to tell the person, if an argument is not understood.</returns>
    public static bool TryParse(string[] args, [NotNullWhen(true)] out CommandLine? line, [NotNullWhen(false)] out string? error)
    {
        line = null;
        error = null;
        int? requests = null;
        List<string> settings = [];
        for (int at = 0; at < args.Length; at++)
        {
            string argument = args[at];
            int equals = argument.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? argument : argument[..equals];
            string? value = equals >= 0 ? argument[(equals + 1)..] : at + 1 < args.Length ? args[++at] : null;
            if (name == "--requests")
            {
                if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number < 1)
                {
                    error = $"--requests is '{value}'; it must be a whole number from 1 up.\n{Usage}";
                    return false;
                }

                requests = number;
            }
            else if (IsSetting(name) && value is not null)
            {
                settings.Add($"{name}={value}");
            }
            else
            {
                error = $"'{argument}' is not understood.\n{Usage}";
                return false;
            }
        }

        line = new CommandLine(requests, [.. settings]);
        return true;
    }

    private static bool IsSetting(string name) =>
        name.StartsWith("--", StringComparison.Ordinal)
        && (name.Contains(':', StringComparison.Ordinal) || Hosting.Contains(name[2..], StringComparer.OrdinalIgnoreCase));
}
