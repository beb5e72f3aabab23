namespace LogActors.Chaos;

/// <summary>What a check has found.</summary>
internal sealed record CheckResult
{
    /// <summary>Records that were acknowledged at the level that was asked for.</summary>
    public long Acknowledged { get; init; }

    /// <summary>Whole records in the file.</summary>
    public long Checked { get; init; }

    /// <summary>Acknowledged records that are not in the file.</summary>
    public long Lost { get; init; }

    /// <summary>Records in the file more than once; each repeat counts.</summary>
    public long Doubled { get; init; }

    /// <summary>Lines that are no whole record.</summary>
    public long Torn { get; init; }

    /// <summary>Records behind one with a higher sequence of the same producer.</summary>
    public long Reordered { get; init; }

    /// <summary>Records that nobody sent.</summary>
    public long Foreign { get; init; }

    /// <summary>Sequences without an acknowledgement that are not in the file, while later ones are.</summary>
    public long Gaps { get; init; }

    /// <summary>Segments that are missing between others, cannot be decompressed, or are there in two forms that differ.</summary>
    public long Segments { get; init; }

    /// <summary>Receipts that contradict earlier ones.</summary>
    public long Regressions { get; init; }

    /// <summary>Lines of the client library and the silo.</summary>
    public long System { get; init; }

    /// <summary>Lines of clients that mean harm.</summary>
    public long Hostile { get; init; }

    /// <summary>The first few findings, for a person.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    public bool IsClean => Lost + Doubled + Torn + Reordered + Foreign + Gaps + Segments + Regressions == 0;

    public static CheckResult operator +(CheckResult left, CheckResult right) => new()
    {
        Acknowledged = left.Acknowledged + right.Acknowledged,
        Checked = left.Checked + right.Checked,
        Lost = left.Lost + right.Lost,
        Doubled = left.Doubled + right.Doubled,
        Torn = left.Torn + right.Torn,
        Reordered = left.Reordered + right.Reordered,
        Foreign = left.Foreign + right.Foreign,
        Gaps = left.Gaps + right.Gaps,
        Segments = left.Segments + right.Segments,
        Regressions = left.Regressions + right.Regressions,
        System = left.System + right.System,
        Hostile = left.Hostile + right.Hostile,
        Examples = [.. left.Examples.Concat(right.Examples).Take(20)],
    };
}
