using System.Globalization;

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

    public static CompressArguments Parse(IReadOnlyList<string> words)
    {
        CompressArguments parsed = new(256, 3, null);
        for (int i = 0; i < words.Count; i += 2)
        {
            string option = words[i];
            string value = i + 1 < words.Count ? words[i + 1] : throw new UsageException($"{option} needs a value.");
            parsed = option switch
            {
                "--mib" => parsed with { MiB = Number(option, value, 65536) },
                "--rounds" => parsed with { Rounds = Number(option, value, 1000) },
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
