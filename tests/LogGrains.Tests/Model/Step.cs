using CsCheck;

namespace LogActors.Tests;

/// <summary>What a history does next.</summary>
internal abstract record Step
{
    private static readonly string[] s_files = [".log", ".journal", ".log", ".journal", ".quarantine", ""];
    private static readonly DiskCall[] s_calls =
    [
        DiskCall.Any, DiskCall.Open, DiskCall.TryOpen, DiskCall.List, DiskCall.CreateFolder, DiskCall.Delete, DiskCall.SyncFolder, DiskCall.TryLock, DiskCall.Read,
        DiskCall.Write, DiskCall.Write, DiskCall.Truncate, DiskCall.Truncate, DiskCall.Sync, DiskCall.Sync, DiskCall.Sync,
    ];
    private static readonly int[] s_errors = [5, 28, 122, 30, 24];

    private static readonly Gen<Send> s_send = Gen.Select(Gen.Int[0, 2], Gen.Int[-1, 3], Gen.Int[0, 5], (producer, again, count) => new Send(producer, again, count));

    private static readonly Gen<DiskFault> s_fault = Gen.Select(
        Gen.OneOf(s_calls), Gen.OneOf(s_files), Gen.Int[1, 4], Gen.OneOf(1, 1, 2, 3, 1000), Gen.OneOf(s_errors), Gen.Int[0, 1000],
        (call, file, number, times, error, seed) => new DiskFault(call, call == DiskCall.Read ? ".journal" : file, number, times, error, seed));

    private static readonly Gen<DiskFault> s_death = Gen.Select(Gen.Int[1, 12], Gen.Int[0, 1000], (number, seed) => new DiskFault(DiskCall.Any, "", number, 1, DiskFault.Death, seed));

    public static Gen<Step[]> Histories { get; } = Gen.Frequency<Step>(
        (12, s_send.Array[1, 3].Select(sends => (Step)new Write(sends))),
        (2, Gen.Const((Step)new EndWrite())),
        (3, Gen.Const((Step)new EndSync())),
        (2, Gen.Const((Step)new SyncTick())),
        (1, Gen.Const((Step)new Midnight())),
        (1, Gen.Const((Step)new LaterOn())),
        (1, Gen.Select(Gen.OneOf("journal", "lock", ""), file => (Step)new Delete(file))),
        (1, Gen.Select(s_send, s_send, (before, send) => (Step)new CutInWrite(before, send))),
        (1, Gen.Const((Step)new Reopen())),
        (2, Gen.Select(s_fault, fault => (Step)new Fail(fault))),
        (1, Gen.Const((Step)new Mend())),
        (1, Gen.Select(s_death, fault => (Step)new Fail(fault))),
        (1, Gen.Const((Step)new Kill())),
        (1, Gen.Select(Gen.Int[0, 1000], seed => (Step)new LosePower(seed)))).Array[1, 24];

    /// <summary>Batches that are written together.</summary>
    public sealed record Write(Send[] Sends) : Step
    {
        public override string ToString() => $"Write({string.Join<Send>(' ', Sends)})";
    }

    /// <summary>A group is written that another thread may write; otherwise it is when the writer next needs it.</summary>
    public sealed record EndWrite : Step;

    /// <summary>A sync that runs ends.</summary>
    public sealed record EndSync : Step;

    /// <summary>A second has passed since something was written.</summary>
    public sealed record SyncTick : Step;

    public sealed record Midnight : Step;

    /// <summary>So much time passes that what failed is tried again.</summary>
    public sealed record LaterOn : Step;

    /// <summary>Somebody deletes the files of the log file's folder whose names end like this; nothing else happens until the writer has looked.</summary>
    public sealed record Delete(string Ending) : Step;

    /// <summary>Somebody copies the current segment and cuts it to nothing at the moment of a write; nothing else happens until the writer has looked.</summary>
    /// <param name="Before">What is written before, and may not have been synced.</param>
    /// <param name="Send">The write.</param>
    public sealed record CutInWrite(Send Before, Send Send) : Step;

    /// <summary>The writer closes, and another one follows in the same process.</summary>
    public sealed record Reopen : Step;

    public sealed record Fail(DiskFault Fault) : Step;

    /// <summary>Nothing fails any more.</summary>
    public sealed record Mend : Step;

    public sealed record Kill : Step;

    public sealed record LosePower(int Seed) : Step;
}
