#if CHAOS
using System.Globalization;
#endif

namespace LogActors;

/// <summary>Sizes at which a writer goes on in another file, or on another thread.</summary>
/// <param name="SegmentBytes">How long a segment becomes before the next one of the day is begun.</param>
/// <param name="JournalBytes">How many bytes of groups a journal gets before the next one is begun: what a recovery reads.</param>
/// <param name="AsideBytes">How many bytes of lines a group has before it is written on another thread, while the next is staged.</param>
internal sealed record Limits(long SegmentBytes, long JournalBytes, int AsideBytes = Limits.UsualAsideBytes)
{
    // A quarter of a provider's full batch. Other sizes were not measured.
    private const int UsualAsideBytes = 64 * 1024;

    /// <summary>Those of a silo: no limit for a segment. In a build for the campaigns they can be made small.</summary>
    public static Limits Usual { get; } = new(
        Setting("LOGACTORS_CHAOS_SEGMENT_BYTES") ?? long.MaxValue, Setting("LOGACTORS_CHAOS_JOURNAL_BYTES") ?? 1024 * 1024, (int)(Setting("LOGACTORS_CHAOS_ASIDE_BYTES") ?? UsualAsideBytes));

#if CHAOS
    private static long? Setting(string name) => Environment.GetEnvironmentVariable(name) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : null;
#else
    private static long? Setting(string name) => null;
#endif
}
