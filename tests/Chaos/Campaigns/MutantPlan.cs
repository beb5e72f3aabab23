namespace LogActors.Chaos;

/// <summary>A deliberate bug of the silo, and the campaign that must find it.</summary>
/// <param name="Mutant">As in <c>FaultPoint.Mutant</c>.</param>
/// <param name="Campaign">The campaign.</param>
/// <param name="Cycles">How many cycles it gets; for <c>points</c>, at each point.</param>
/// <param name="Only">As <c>--only</c>.</param>
internal sealed record MutantPlan(string Mutant, string Campaign, int Cycles, params string[] Only)
{
    /// <summary>All deliberate bugs. A list to be changed: the silo decides what there is.</summary>
    public static IReadOnlyList<MutantPlan> All { get; } =
    [
        new("no-cut", "points", 6, "write-data-half", "write-data"),
        new("quarantine-without-cut", "points", 6, "write-data-half", "write-data"),
        new("no-ledger-restore", "points", 6, "before-ack", "any"),
        new("epoch-not-raised", "points", 6, "before-ack", "any"),
        new("duplicate-not-skipped", "points", 6, "before-ack", "any"),
        new("partial-overlap-not-skipped", "points", 6, "before-ack", "any"),
        new("ack-before-write", "points", 20, "write-data-half", "write-data", "write-journal-half"),
        new("journal-before-data", "full", 10),
        new("checkpoint-without-table", "points", 8, "checkpoint-created"),
        new("old-journal-deleted-early", "points", 8, "journal-empty"),
        new("segment-without-table", "points", 10, "segment-journal-created", "segment-old-closed", "any"),
        new("staged-in-table", "points", 10, "segment-journal-created", "segment-old-closed", "segment-link"),
        new("plain-deleted-early", "points", 4, "compress-written"),
        new("compress-not-noted", "points", 3, "retain-deleted"),
        new("newest-deleted", "points", 3, "retain-deleted"),
        new("deleted-by-name", "points", 3, "retain-deleted"),
        new("deletion-noted-early", "points", 3, "retain-deleted"),
        new("roll-not-noted", "points", 3, "retain-deleted"),
        new("rename-overwrites", "points", 4, "settle"),
        new("journal-not-watched", "disturb", 3, "journal"),
        new("compress-sync-skipped", "power", 40, "ext4+compress-deleted", "xfs+compress-deleted"),
        new("compress-note-unsynced", "power", 40, "ext4+compress-deleted", "xfs+compress-deleted"),
        new("roll-note-unsynced", "power", 40, "ext4+segment-old-closed", "xfs+segment-old-closed"),
        new("no-undo", "full", 10),
        new("sync-skipped", "power", 10, "ext4", "xfs"),
        new("journal-sync-skipped", "power", 10, "ext4", "xfs"),
        new("sync-record-before-sync", "power", 20, "ext4", "xfs"),
        new("no-crc-check", "power", 20, "ext4", "xfs"),
        new("durable-acked-as-written-late", "power", 10, "ext4", "xfs"),
        new("sync-error-ignored", "io-error", 20),
        new("root-lock-skipped", "pause", 2),
        new("locks-skipped", "pause", 2),
        new("gap-accepted", "hostile", 5, "forged"),
    ];
}
