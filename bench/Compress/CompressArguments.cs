namespace LogActors.Bench;

/// <summary>What <c>compress</c> was asked to measure.</summary>
internal sealed record CompressArguments(int MiB, int Rounds, string? JsonPath)
{
    public static string Usage { get; } = """
        Usage: dotnet run -c Release --project bench -- compress [options]
          --mib N               length of the segment, 1 to 65536 (default 256)
          --rounds N            runs of every case (default 3)
          --json PATH           also write every run to this file
        """;

    public static CompressArguments Parse(IReadOnlyList<string> words) =>
        CommandLine.Parse(words, new CompressArguments(256, 3, null), (parsed, option, value) => option switch
        {
            "--mib" => parsed with { MiB = CommandLine.Number(option, value, 65536) },
            "--rounds" => parsed with { Rounds = CommandLine.Number(option, value, 1000) },
            "--json" => parsed with { JsonPath = CommandLine.NewFile(option, value) },
            _ => null,
        });
}
