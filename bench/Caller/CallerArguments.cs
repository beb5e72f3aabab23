namespace LogActors.Bench;

/// <summary>What <c>caller</c> was asked to measure.</summary>
internal sealed record CallerArguments(int Rounds, string? JsonPath)
{
    public static string Usage { get; } = """
        Usage: dotnet run -c Release --project bench -- caller [options]
          --rounds N            processes of every case (default 7)
          --json PATH           also write every run to this file
        """;

    public static CallerArguments Parse(IReadOnlyList<string> words) =>
        CommandLine.Parse(words, new CallerArguments(7, null), (parsed, option, value) => option switch
        {
            "--rounds" => parsed with { Rounds = CommandLine.Number(option, value, 1000) },
            "--json" => parsed with { JsonPath = CommandLine.NewFile(option, value) },
            _ => null,
        });
}
