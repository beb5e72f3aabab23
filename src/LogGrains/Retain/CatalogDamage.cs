namespace LogActors;

/// <summary>A part of a catalogue that could not be read, and with it what follows.</summary>
/// <param name="Offset">Where it begins.</param>
/// <param name="Bytes">How many bytes there are from there on.</param>
/// <param name="Frames">How many frames among them are whole, and of no use: 0 behind a torn end, which is what a crash leaves.</param>
internal readonly record struct CatalogDamage(long Offset, long Bytes, int Frames)
{
    /// <summary>Whether it is no torn end: the disk or somebody has changed what was written, or a power loss came before a sync.</summary>
    public bool IsInTheMiddle => Frames > 0;
}
