using System.Globalization;

namespace LogActors.Bench;

/// <summary>The words behind a command: options, each followed by its value.</summary>
internal static class CommandLine
{
    /// <summary>Takes up one option after the other.</summary>
    /// <param name="words">What was typed.</param>
    /// <param name="defaults">What holds without any option.</param>
    /// <param name="apply">Takes up an option and its value; <see langword="null"/> if there is no such option.</param>
    /// <exception cref="UsageException">An option is unknown, or its value is missing or wrong.</exception>
    public static T Parse<T>(IReadOnlyList<string> words, T defaults, Func<T, string, string, T?> apply)
        where T : class
    {
        T parsed = defaults;
        for (int i = 0; i < words.Count; i += 2)
        {
            string value = i + 1 < words.Count ? words[i + 1] : throw new UsageException($"{words[i]} needs a value.");
            parsed = apply(parsed, words[i], value) ?? throw new UsageException($"There is no option '{words[i]}'.");
        }

        return parsed;
    }

    /// <summary>A whole number from 1 to <paramref name="max"/>.</summary>
    /// <exception cref="UsageException">It is another one, or none.</exception>
    public static int Number(string option, string value, int max) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= max
            ? number
            : throw new UsageException($"{option} takes whole numbers from 1 to {max}, not '{value}'.");

    /// <summary>Values with commas between them.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static string[] Items(string option, string value)
    {
        string[] items = value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return items.Length > 0 ? items : throw new UsageException($"{option} needs at least one value.");
    }

    /// <summary>The path of a file to be written: a mistake is found out before the runs, not after them.</summary>
    /// <exception cref="UsageException">There is no folder for it, or a folder of that name.</exception>
    public static string NewFile(string option, string value)
    {
        string path = Path.GetFullPath(value);
        return Directory.Exists(Path.GetDirectoryName(path)) && !Directory.Exists(path)
            ? path
            : throw new UsageException($"{option} needs a file in a folder that exists, not '{value}'.");
    }
}
