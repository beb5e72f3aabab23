namespace LogActors.Bench;

/// <summary>What <c>roll</c> was asked to measure.</summary>
internal sealed record RollArguments(int Rounds, int Seconds, int MiBPerSecond, int SegmentMiB, string? JsonPath)
{
    public static string Usage { get; } = """
        Usage: dotnet run -c Release --project bench -- roll [options]
          --rounds N            runs of every case (default 3)
          --seconds N           how long each is measured (default 20)
          --rate N              MiB a second that four producers send together, 1 to 1024 (default 16)
          --segment N           MiB after which a segment ends, 1 to 1024 (default 2)
          --json PATH           also write every run to this file
        """;

    public static RollArguments Parse(IReadOnlyList<string> words) =>
        CommandLine.Parse(words, new RollArguments(3, 20, 16, 2, null), (parsed, option, value) => option switch
        {
            "--rounds" => parsed with { Rounds = CommandLine.Number(option, value, 1000) },
            "--seconds" => parsed with { Seconds = CommandLine.Number(option, value, 3600) },
            "--rate" => parsed with { MiBPerSecond = CommandLine.Number(option, value, 1024) },
            "--segment" => parsed with { SegmentMiB = CommandLine.Number(option, value, 1024) },
            "--json" => parsed with { JsonPath = CommandLine.NewFile(option, value) },
            _ => null,
        });
}
