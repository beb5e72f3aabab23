using System.Globalization;

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

    public static DurableArguments Parse(IReadOnlyList<string> words)
    {
        DurableArguments parsed = new([1, 16, 64, 256], 3, 5, 1, null);
        for (int i = 0; i < words.Count; i += 2)
        {
            string option = words[i];
            string value = i + 1 < words.Count ? words[i + 1] : throw new UsageException($"{option} needs a value.");
            parsed = option switch
            {
                "--callers" => parsed with { Callers = [.. value.Split(',').Select(item => Number(option, item, 4096))] },
                "--rounds" => parsed with { Rounds = Number(option, value, 1000) },
                "--seconds" => parsed with { Seconds = Number(option, value, 3600) },
                "--clients" => parsed with { Clients = Number(option, value, 64) },
                "--json" => parsed with { JsonPath = Path.GetFullPath(value) },
                _ => throw new UsageException($"There is no option '{option}'."),
            };
        }

        return parsed;
    }

    private static int Number(string option, string value, int max) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= max
            ? number
            : throw new UsageException($"{option} takes whole numbers from 1 to {max}, not '{value}'.");
}
