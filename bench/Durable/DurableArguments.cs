namespace LogActors.Bench;

/// <summary>What <c>durable</c> was asked to measure.</summary>
internal sealed record DurableArguments(IReadOnlyList<int> Callers, int Rounds, int Seconds, int Clients, string? JsonPath)
{
    public static string Usage { get; } = """
        Usage: dotnet run -c Release --project bench -- durable [options]
          --callers A,B         producers, each with one batch under way, 1 to 4096 each (default 1,16,64,256)
          --rounds N            runs of every case (default 3)
          --seconds N           how long each is measured (default 5)
          --clients N           connections to the silo that the producers share (default 1)
          --json PATH           also write every run to this file
        """;

    public static DurableArguments Parse(IReadOnlyList<string> words) =>
        CommandLine.Parse(words, new DurableArguments([1, 16, 64, 256], 3, 5, 1, null), (parsed, option, value) => option switch
        {
            "--callers" => parsed with { Callers = [.. value.Split(',').Select(item => CommandLine.Number(option, item, 4096))] },
            "--rounds" => parsed with { Rounds = CommandLine.Number(option, value, 1000) },
            "--seconds" => parsed with { Seconds = CommandLine.Number(option, value, 3600) },
            "--clients" => parsed with { Clients = CommandLine.Number(option, value, 64) },
            "--json" => parsed with { JsonPath = CommandLine.NewFile(option, value) },
            _ => null,
        });
}
