using System.Globalization;

namespace LogActors.Chaos;

/// <summary>What the command line asks for. Immutable.</summary>
internal sealed record ChaosOptions
{
    public const string Usage = """
        Usage: Chaos <campaign> [--cycles N] [--seed S] [--json PATH] [--require] [--allow-unreached] [--ack-setting]
                                [--only A,B] [--mutant NAME] [--silo PATH] [--always-silo] [--keep FOLDER]

        --cycles N          how often the fault happens; points and mutants: how often for each of them
        --seed S            where all randomness begins
        --json PATH         writes the figures to a file as well
        --require           what this machine cannot do is a failure, instead of being skipped
        --allow-unreached   points that the silo never reaches are no failure
        --ack-setting       asks the silo for durable acknowledgements by its setting LogActors:Files:chaos:Ack, where a campaign needs them
        --only A,B          only these points, mutants, file systems, kinds of partition or of attack
        --mutant NAME       turns a deliberate bug of the silo on
        --silo PATH         a silo that has been built with -p:Chaos=true, instead of building it
        --always-silo       runs a whole silo also where a campaign would do with its writer in a plain host
        --keep FOLDER       where the files of a run that failed are kept

        Campaigns:
        """;

    public required string Campaign { get; init; }

    public int Cycles { get; init; } = 10;

    /// <summary>Whether the command line says how many cycles there are.</summary>
    public bool HasCycles { get; init; }

    public int Seed { get; init; } = 1;

    public string? Json { get; init; }

    public bool Require { get; init; }

    public bool AllowUnreached { get; init; }

    public bool AckSetting { get; init; }

    public IReadOnlyList<string> Only { get; init; } = [];

    public string? Mutant { get; init; }

    public string? Silo { get; init; }

    /// <summary>Whether a silo runs also where the plain host would do.</summary>
    public bool AlwaysSilo { get; init; }

    public string? Keep { get; init; }

    /// <exception cref="UsageException">An argument is not understood.</exception>
    public static ChaosOptions Parse(IReadOnlyList<string> args)
    {
        if (args.Count == 0 || args[0].StartsWith('-'))
        {
            throw new UsageException("A campaign is missing.");
        }

        ChaosOptions options = new() { Campaign = args[0] };
        for (int i = 1; i < args.Count; i++)
        {
            string name = args[i];
            options = name switch
            {
                "--require" => options with { Require = true },
                "--allow-unreached" => options with { AllowUnreached = true },
                "--ack-setting" => options with { AckSetting = true },
                "--cycles" => options with { Cycles = Number(name, Value(), 1), HasCycles = true },
                "--seed" => options with { Seed = Number(name, Value(), int.MinValue) },
                "--json" => options with { Json = Value() },
                "--only" => options with { Only = Value().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) },
                "--mutant" => options with { Mutant = Value() },
                "--always-silo" => options with { AlwaysSilo = true },
                "--silo" => options with { Silo = Value() },
                "--keep" => options with { Keep = Value() },
                _ => throw new UsageException($"There is no option '{name}'."),
            };

            string Value() => ++i < args.Count ? args[i] : throw new UsageException($"{name} needs a value.");
        }

        return options;
    }

    private static int Number(string name, string text, int least) =>
        int.TryParse(text, CultureInfo.InvariantCulture, out int number) && number >= least
            ? number
            : throw new UsageException($"{name} is '{text}'; it must be a whole number{(least > int.MinValue ? $" from {least.ToString(CultureInfo.InvariantCulture)}" : "")}.");
}
