namespace LogActors.Bench;

/// <summary>What <c>segments</c> was asked to measure.</summary>
internal sealed record SegmentsArguments(IReadOnlyList<int> Counts, int Rounds, int Deleted, string? JsonPath)
{
    public static string Usage { get; } = """
        Usage: dotnet run -c Release --project bench -- segments [options]
          --counts A,B          closed segments of the log file, 1 to 1000000 each (default 10,10000)
          --rounds N            runs of every case (default 5)
          --deleted N           how many of them the pass deletes, at most half (default 100)
          --json PATH           also write every run to this file
        """;

    public static SegmentsArguments Parse(IReadOnlyList<string> words) =>
        CommandLine.Parse(words, new SegmentsArguments([10, 10_000], 5, 100, null), (parsed, option, value) => option switch
        {
            "--counts" => parsed with { Counts = [.. value.Split(',').Select(item => CommandLine.Number(option, item, 1_000_000))] },
            "--rounds" => parsed with { Rounds = CommandLine.Number(option, value, 1000) },
            "--deleted" => parsed with { Deleted = CommandLine.Number(option, value, 1_000_000) },
            "--json" => parsed with { JsonPath = CommandLine.NewFile(option, value) },
            _ => null,
        });
}
