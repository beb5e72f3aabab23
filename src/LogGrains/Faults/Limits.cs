#if CHAOS
using System.Globalization;
#endif

namespace LogActors;

/// <summary>Sizes at which a writer goes on in another file. In a build for the campaigns they can be made small.</summary>
internal static class Limits
{
    /// <summary>How long a segment becomes before the next one of the day is begun: no limit.</summary>
    public static long SegmentBytes { get; } = Setting("LOGACTORS_CHAOS_SEGMENT_BYTES") ?? long.MaxValue;

    /// <summary>How many bytes of groups a journal gets before the next one is begun: what a recovery reads.</summary>
    public static long JournalBytes { get; } = Setting("LOGACTORS_CHAOS_JOURNAL_BYTES") ?? 1024 * 1024;

#if CHAOS
    private static long? Setting(string name) => Environment.GetEnvironmentVariable(name) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : null;
#else
    private static long? Setting(string name) => null;
#endif
}
