using NodaTime;

namespace LogActors.Tests;

/// <summary>What happens next to a log file that rolls.</summary>
internal abstract record RollStep
{
    /// <summary>Random steps, of which the first makes the log file.</summary>
    public static RollStep[] Random(Random random)
    {
        List<RollStep> steps = [new Append(1)];
        for (int left = random.Next(4, 19); left > 0; left--)
        {
            steps.Add(Next(random));
        }

        return [.. steps];
    }

    private static RollStep Next(Random random) => random.Next(40) switch
    {
        < 13 => new Append(random.Next(1, 6)),
        < 17 => new WaitForEnd(random.Next(-1, 2)),
        < 20 => new Wait(Time(random)),
        20 => new Wait(-Time(random)),
        21 or 22 => new Tend(),
        23 or 24 => new Sync(),
        25 or 26 => new RollNow(),
        27 or 28 => new Reopen(),
        29 => new Kill(),
        30 or 31 => new LosePower(random.Next(1_000)),
        < 35 => new Follow((RollNaming)random.Next(2), random.Next(2) * random.Next(1, 80), random.Next(3) == 0),
        35 => new Keep(random.Next(1, 4)),
        _ => new Foreign((ForeignAct)random.Next(Enum.GetValues<ForeignAct>().Length), random.Next(1, 100)),
    };

    private static Duration Time(Random random) => Duration.FromSeconds(random.NextInt64(random.Next(4) switch { 0 => 10, 1 => 7_200, 2 => 200_000, _ => 3_000_000 }));

    /// <summary>A batch of so many records.</summary>
    public sealed record Append(int Records) : RollStep;

    /// <summary>The clock goes on, or is put back.</summary>
    public sealed record Wait(Duration By) : RollStep;

    /// <summary>Time goes on until so many seconds after the end of the present period, if that is to come.</summary>
    public sealed record WaitForEnd(int Seconds) : RollStep;

    /// <summary>The writer looks after what is to be done without a record.</summary>
    public sealed record Tend : RollStep;

    /// <summary>The same, and what is written is synced.</summary>
    public sealed record Sync : RollStep;

    /// <summary>Somebody asks for the present segment to be closed.</summary>
    public sealed record RollNow : RollStep;

    /// <summary>The writer closes, and another one follows.</summary>
    public sealed record Reopen : RollStep;

    /// <summary>The process dies, and another one follows.</summary>
    public sealed record Kill : RollStep;

    public sealed record LosePower(int Seed) : RollStep;

    /// <summary>The settings change.</summary>
    public sealed record Follow(RollNaming Naming, int MaxBytes, bool RollEmpty) : RollStep;

    /// <summary>A pass over the closed segments, of which so many are kept.</summary>
    public sealed record Keep(int BackupCount) : RollStep;

    /// <summary>Another program does something; the number says how much of it.</summary>
    public sealed record Foreign(ForeignAct Act, int Number) : RollStep;
}
