namespace LogActors;

/// <summary>When a log file goes on in a new segment, and what its segments are called; <c>docs/rotation.md</c> says more.</summary>
public sealed class RollOptions
{
    /// <summary>What a period is counted in. Default <see cref="RollWhen.Midnight"/>.</summary>
    public RollWhen When { get; set; } = RollWhen.Midnight;

    /// <summary>How many of these units a period has, above 0. Default 1. A period is at most 100 years long.</summary>
    public int Interval { get; set; } = 1;

    /// <summary>The time of day at which a period begins, in whole seconds; only for <see cref="RollWhen.Midnight"/> and the weeks. Default none: midnight.</summary>
    public TimeOnly? AtTime { get; set; }

    /// <summary>Whether days, weeks and names are those of UTC. Default: so it is unless <see cref="TimeZone"/> is set.</summary>
    public bool? Utc { get; set; }

    /// <summary>The zone of days, weeks and names, as an IANA name such as <c>Europe/Berlin</c>. Default none: UTC. The zone of the machine plays no part.</summary>
    public string? TimeZone { get; set; }

    /// <summary>Bytes after which a segment is closed although its period goes on. Default 0: no limit.</summary>
    public long MaxBytes { get; set; }

    /// <summary>Whether a period without records has a segment too. Default <see langword="false"/>.</summary>
    public bool RollEmpty { get; set; }

    /// <summary>How segments are called. Default <see cref="RollNaming.Dated"/>.</summary>
    public RollNaming Naming { get; set; } = RollNaming.Dated;

    /// <summary>Whose arithmetic says when a period ends. Default <see cref="RollCalendar.Safe"/>.</summary>
    public RollCalendar Calendar { get; set; } = RollCalendar.Safe;

    internal RollOptions Copy() => (RollOptions)MemberwiseClone();
}
