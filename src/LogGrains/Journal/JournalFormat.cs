namespace LogActors;

/// <summary>The layout of a journal, which is made of frames; <see cref="FrameFormat"/>.</summary>
/// <remarks>Described byte by byte in <c>docs/journal.md</c>.</remarks>
internal static class JournalFormat
{
    public const uint Magic = 0x324A414C;                       // "LAJ2"
    public const int ProducerSize = 16 + sizeof(int) + sizeof(long);

    /// <summary>The part of a header's body before its first text.</summary>
    public const int HeaderFixedBytes = sizeof(uint) + 5 * sizeof(long);

    /// <summary>Stands for an offset from which bytes are void, where none are.</summary>
    public const long NothingVoid = -1;

    /// <summary>Longer bodies are not of a journal: a table of all producers that a ledger can hold is far shorter.</summary>
    public const int MaxBodyBytes = 16 * 1024 * 1024;
}
