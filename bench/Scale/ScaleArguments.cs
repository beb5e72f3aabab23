namespace LogActors.Bench;

/// <summary>What <c>scale</c> was asked to measure.</summary>
internal sealed record ScaleArguments(IReadOnlyList<int> Files, IReadOnlyList<int> Producers, int Records, int Runs, string? JsonPath)
{
    public static string Usage { get; } = """
        Usage: dotnet run -c Release --project bench -- scale [options]
          --files A,B           numbers of log files, 1 to 9999 each (default 1,1000)
          --producers A,B       numbers of producers, 1 to 1000 each (default 1,64)
          --records N           records of a run, at least one for each producer and log file (default 2000000)
          --runs N              runs of every combination, 1 to 1000 (default 3)
          --json PATH           also write every run to this file
        """;

    public static ScaleArguments Parse(IReadOnlyList<string> words)
    {
        ScaleArguments asked = CommandLine.Parse(words, new ScaleArguments([1, 1000], [1, 64], 2_000_000, 3, null), (parsed, option, value) => option switch
        {
            "--files" => parsed with { Files = Numbers(option, value, 9999) },
            "--producers" => parsed with { Producers = Numbers(option, value, 1000) },
            "--records" => parsed with { Records = CommandLine.Number(option, value, 1_000_000_000) },
            "--runs" => parsed with { Runs = CommandLine.Number(option, value, 1000) },
            "--json" => parsed with { JsonPath = CommandLine.NewFile(option, value) },
            _ => null,
        });
        int pairs = asked.Files.Max() * asked.Producers.Max();
        return asked.Records >= pairs ? asked : throw new UsageException($"--records has to be at least {pairs}, one for each producer and log file.");
    }

    private static int[] Numbers(string option, string value, int max) => [.. CommandLine.Items(option, value).Select(item => CommandLine.Number(option, item, max)).Distinct()];
}
