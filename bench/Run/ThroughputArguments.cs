namespace LogActors.Bench;

/// <summary>What <c>throughput</c> was asked to compare.</summary>
internal sealed record ThroughputArguments(
    int Records, IReadOnlyList<int> Processes, IReadOnlyList<int> Threads, int Runs, IReadOnlyList<string> Cases, IReadOnlyList<OutputFormat> Formats, string? JsonPath)
{
    public static string Usage { get; } = $"""
        Usage: dotnet run -c Release --project bench -- throughput [options]
          --records N           records per run, 1 to 1000000000 (default 2000000)
          --processes A,B       numbers of application processes that log at once, 1 to 64 each (default 1)
          --threads A,B         numbers of caller threads in each process, 1 to 64 each (default 1,2)
          --runs N              runs of every case, 1 to 1000 (default 5)
          --cases A,B           any of {string.Join(", ", CaseCatalog.Names)} (default all)
          --format F            text, json or both (default text)
          --json PATH           also write every run to this file
        Usage: dotnet run -c Release --project bench -- hoststart [--runs N]
          --runs N              processes with the provider, and as many without (default 15)
        """;

    public static ThroughputArguments Parse(IReadOnlyList<string> words) =>
        CommandLine.Parse(words, new ThroughputArguments(2_000_000, [1], [1, 2], 5, CaseCatalog.Names, [OutputFormat.Text], null), (parsed, option, value) => option switch
        {
            "--records" => parsed with { Records = CommandLine.Number(option, value, 1_000_000_000) },
            "--processes" => parsed with { Processes = [.. CommandLine.Items(option, value).Select(item => CommandLine.Number(option, item, 64)).Distinct()] },
            "--threads" => parsed with { Threads = [.. CommandLine.Items(option, value).Select(item => CommandLine.Number(option, item, 64)).Distinct()] },
            "--runs" => parsed with { Runs = CommandLine.Number(option, value, 1000) },
            "--cases" => parsed with { Cases = [.. CommandLine.Items(option, value).Select(CaseCatalog.NameOf).Distinct()] },
            "--format" => parsed with { Formats = Format(value) },
            "--json" => parsed with { JsonPath = CommandLine.NewFile(option, value) },
            _ => null,
        });

    private static IReadOnlyList<OutputFormat> Format(string value) => value switch
    {
        "text" => [OutputFormat.Text],
        "json" => [OutputFormat.Json],
        "both" => [OutputFormat.Text, OutputFormat.Json],
        _ => throw new UsageException($"--format takes text, json or both, not '{value}'."),
    };
}
