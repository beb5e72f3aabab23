namespace LogActors.Bench;

/// <summary>What <c>compression</c> was asked to measure.</summary>
internal sealed record CompressionArguments(int MiB, int Rounds, int Windows, int Seconds, int MiBPerSecond, string? JsonPath)
{
    public static string Usage { get; } = """
        Usage: dotnet run -c Release --project bench -- compression [options]
          --mib N               length of the closed segment, 1 to 65536 (default 1024)
          --rounds N            processes (default 1)
          --windows N           times with and as many without compression, in turn, in each (default 4)
          --seconds N           how long each of them is; shorter than the compression (default 5)
          --rate N              MiB a second that four producers send together, 1 to 1024 (default 16)
          --json PATH           also write every window to this file
        """;

    public static CompressionArguments Parse(IReadOnlyList<string> words) =>
        CommandLine.Parse(words, new CompressionArguments(1024, 1, 4, 5, 16, null), (parsed, option, value) => option switch
        {
            "--mib" => parsed with { MiB = CommandLine.Number(option, value, 65536) },
            "--rounds" => parsed with { Rounds = CommandLine.Number(option, value, 1000) },
            "--windows" => parsed with { Windows = CommandLine.Number(option, value, 1000) },
            "--seconds" => parsed with { Seconds = CommandLine.Number(option, value, 3600) },
            "--rate" => parsed with { MiBPerSecond = CommandLine.Number(option, value, 1024) },
            "--json" => parsed with { JsonPath = CommandLine.NewFile(option, value) },
            _ => null,
        });
}
