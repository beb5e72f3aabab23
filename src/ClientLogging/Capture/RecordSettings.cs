namespace LogActors;

/// <summary>The options that each record needs, taken together so that a change reaches a record whole. Immutable.</summary>
internal sealed record RecordSettings(int MaxRecordBytes, bool IncludeScopes, TimeSpan MaxWait)
{
    public static RecordSettings From(LogActorsOptions options) =>
        new(options.MaxRecordBytes, options.IncludeScopes, options.WhenFull == WhenFull.Wait ? options.MaxWait : TimeSpan.Zero);
}
