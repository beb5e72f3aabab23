using System.Globalization;

namespace LogActors.Bench;

/// <summary>What <c>overload</c> was asked to do.</summary>
internal sealed record OverloadArguments(int Seconds, int Files, int Producers, int RecordsPerBatch, string? Root, string? JsonPath)
{
    public static string Usage { get; } = """
        Usage: dotnet run -c Release --project bench -- overload [options]
          --seconds N           how long (default 60)
          --files N             log files (default 16)
          --producers N         for each log file, each with one batch under way (default 40)
          --records N           in a batch, about 90 bytes each (default 9000)
          --root FOLDER         an empty folder for the log root, on a slow disk perhaps (default a temporary one)
          --json PATH           also write the samples to this file
        """;

    public static OverloadArguments Parse(IReadOnlyList<string> words)
    {
        OverloadArguments parsed = new(60, 16, 40, 9000, null, null);
        for (int i = 0; i < words.Count; i += 2)
        {
            string option = words[i];
            string value = i + 1 < words.Count ? words[i + 1] : throw new UsageException($"{option} needs a value.");
            parsed = option switch
            {
                "--seconds" => parsed with { Seconds = Number(option, value) },
                "--files" => parsed with { Files = Number(option, value) },
                "--producers" => parsed with { Producers = Number(option, value) },
                "--records" => parsed with { RecordsPerBatch = Number(option, value) },
                "--root" => parsed with { Root = Path.GetFullPath(value) },
                "--json" => parsed with { JsonPath = Path.GetFullPath(value) },
                _ => throw new UsageException($"There is no option '{option}'."),
            };
        }

        return parsed;
    }

    private static int Number(string option, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is >= 1 and <= 100_000
            ? number
            : throw new UsageException($"{option} takes whole numbers from 1 to 100000, not '{value}'.");
}
