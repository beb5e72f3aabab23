namespace LogActors.Bench;

/// <summary>What <c>latency</c> was asked to measure.</summary>
internal sealed record LatencyArguments(IReadOnlyList<int> Rates, int Seconds, int Rounds, IReadOnlyList<string> Cases, string? JsonPath)
{
    public static string Usage { get; } = $"""
        Usage: dotnet run -c Release --project bench -- latency [options]
          --rates A,B           records per second, 1000 to 1000000 each (default 1000,100000)
          --seconds N           how long they are logged, after as long a warm-up, 1 to 600 (default 5)
          --rounds N            runs of every case (default 3)
          --cases A,B           any of {string.Join(", ", CaseCatalog.Names)} but floor (default logactors,zlogger)
          --json PATH           also write every run to this file
        """;

    public static LatencyArguments Parse(IReadOnlyList<string> words) =>
        CommandLine.Parse(words, new LatencyArguments([1_000, 100_000], 5, 3, ["logactors", CaseCatalog.Baseline], null), (parsed, option, value) => option switch
        {
            "--rates" => parsed with { Rates = [.. CommandLine.Items(option, value).Select(item => Rate(option, item)).Distinct()] },
            "--seconds" => parsed with { Seconds = CommandLine.Number(option, value, 600) },
            "--rounds" => parsed with { Rounds = CommandLine.Number(option, value, 1000) },
            "--cases" => parsed with { Cases = [.. CommandLine.Items(option, value).Select(Writer).Distinct()] },
            "--json" => parsed with { JsonPath = CommandLine.NewFile(option, value) },
            _ => null,
        });

    private static string Writer(string name) => CaseCatalog.NameOf(name) != "floor" ? name : throw new UsageException("'floor' writes no file.");

    private static int Rate(string option, string value)
    {
        int rate = CommandLine.Number(option, value, 1_000_000);
        return rate >= PacedCaller.TicksPerSecond ? rate : throw new UsageException($"{option} takes {PacedCaller.TicksPerSecond} and more, not {rate}.");
    }
}
