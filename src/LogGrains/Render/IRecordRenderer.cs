namespace LogActors;

/// <summary>Turns records into lines of one format.</summary>
/// <remarks>An instance belongs to one writer at a time and may keep caches; not thread-safe. Whatever a record contains, it becomes exactly one record of the format: no text in it can start another.</remarks>
internal interface IRecordRenderer
{
    /// <summary>Appends the record to <paramref name="output"/>, line feed included.</summary>
    /// <exception cref="RecordFormatException">The record's inner lengths do not fit; what was appended so far is the caller's to take back.</exception>
    void Render(in LogRecord record, LineBuffer output);
}
