using System.Globalization;

namespace LogActors.Fuzz;

/// <summary>What a run was asked for.</summary>
internal sealed record FuzzArguments(IReadOnlyList<string> Targets, long Inputs, int Seed, string FindingsFolder, string? JsonPath)
{
    public static string Usage { get; } = $"""
        Usage: dotnet run -c Release --project tests/Fuzz -- TARGET [options]
          TARGET                {string.Join(", ", TargetCatalog.Names)} or all
          --inputs N            over all targets together (default 500000)
          --seed S              of the inputs (default 1)
          --findings FOLDER     where inputs that break something are written (default the current folder)
          --json PATH           also write the figures to this file
        Usage: dotnet run -c Release --project tests/Fuzz -- {ReplayCommand.Name} TARGET FILE...
        Usage: dotnet run -c Release --project tests/Fuzz -- {SeedCommand.Name} FOLDER
        """;

    public static FuzzArguments Parse(IReadOnlyList<string> words)
    {
        if (words is [])
        {
            throw new UsageException("A target is missing.");
        }

        FuzzArguments parsed = new(words[0] == "all" ? TargetCatalog.Names : [words[0]], 500_000, 1, ".", null);
        for (int i = 1; i < words.Count; i += 2)
        {
            string option = words[i];
            string value = i + 1 < words.Count ? words[i + 1] : throw new UsageException($"{option} needs a value.");
            parsed = option switch
            {
                "--inputs" => parsed with { Inputs = Number(option, value) },
                "--seed" => parsed with { Seed = (int)Math.Min(Number(option, value), int.MaxValue) },
                "--findings" => parsed with { FindingsFolder = value },
                "--json" => parsed with { JsonPath = value },
                _ => throw new UsageException($"There is no option '{option}'."),
            };
        }

        return parsed;
    }

    private static long Number(string option, string value) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number > 0 ? number : throw new UsageException($"{option} takes whole numbers above 0, not '{value}'.");
}
