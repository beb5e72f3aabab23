using Microsoft.Extensions.Logging;

namespace LogActors;

/// <summary>Checks the levels of a log file.</summary>
internal static class LevelsValidator
{
    /// <param name="section">The log file's settings, as a message names them.</param>
    /// <param name="levels">Its levels by category prefix.</param>
    /// <exception cref="FormatException">One is wrong; the message names the setting, its value and the rule.</exception>
    public static void Check(string section, IDictionary<string, LogLevel> levels)
    {
        if (levels.Count > LogFileLevels.MaxCategories)
        {
            throw new FormatException($"{section}:LogLevel has {levels.Count} categories; it must have {LogFileLevels.MaxCategories} at most.");
        }

        foreach ((string prefix, LogLevel level) in levels)
        {
            if (prefix.Length is 0 or > CategoryLevel.MaxPrefixLength)
            {
                throw new FormatException(
                    $"{section}:LogLevel has the category '{prefix}' of {prefix.Length} characters; it must have 1 to {CategoryLevel.MaxPrefixLength}, or be {LogFileOptions.AllCategories} for every category.");
            }

            if (prefix.Contains('*'))
            {
                throw new FormatException($"{section}:LogLevel has the category '{prefix}'; it must be what categories begin with, without '*', or {LogFileOptions.AllCategories} for every category.");
            }

            if (!Enum.IsDefined(level))
            {
                throw new FormatException($"{section}:LogLevel:{prefix} is {level}; it must be {string.Join(", ", Enum.GetNames<LogLevel>())}.");
            }
        }
    }
}
