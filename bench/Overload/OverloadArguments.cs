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

    public static OverloadArguments Parse(IReadOnlyList<string> words) =>
        CommandLine.Parse(words, new OverloadArguments(60, 16, 40, 9000, null, null), (parsed, option, value) => option switch
        {
            "--seconds" => parsed with { Seconds = CommandLine.Number(option, value, 100_000) },
            "--files" => parsed with { Files = CommandLine.Number(option, value, 100_000) },
            "--producers" => parsed with { Producers = CommandLine.Number(option, value, 100_000) },
            "--records" => parsed with { RecordsPerBatch = CommandLine.Number(option, value, 100_000) },
            "--root" => parsed with { Root = Path.GetFullPath(value) },
            "--json" => parsed with { JsonPath = CommandLine.NewFile(option, value) },
            _ => null,
        });
}
