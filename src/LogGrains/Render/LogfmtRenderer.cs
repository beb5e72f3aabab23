namespace LogActors;

/// <summary>Renders records as logfmt: one line of <c>key=value</c> pairs each; <c>docs/formats.md</c> lists the keys.</summary>
/// <remarks>Allocates nothing once its buffers have grown. Not thread-safe.</remarks>
internal sealed class LogfmtRenderer : IRecordRenderer
{
    private readonly TimestampWriter _timestamp = new(format: null);
    private readonly LogfmtPropertyWriter _properties = new(followsFixedKeys: true);

    /// <inheritdoc/>
    public void Render(in LogRecord record, LineBuffer output)
    {
        output.Append("ts="u8);
        _timestamp.Append(output, record.UtcTicks);
        output.Append(" level="u8);
        output.Append(LevelNames.Logfmt[record.Level]);
        output.Append(" category="u8);
        LogfmtPropertyWriter.AppendText(output, record.Category);
        output.Append(" msg=\""u8);
        MessageWriter.AppendJson(output, record);
        output.Append((byte)'"');
        AppendIds(record, output);
        if (ScopeTexts.Any(record.Scopes))
        {
            output.Append(" scopes=\""u8);
            ScopeTexts.Append(output, record.Scopes, quoted: true);
            output.Append((byte)'"');
        }

        _properties.Append(record, output);
        if (record.HasException)
        {
            output.Append(" exception="u8);
            TextEscaper.AppendJsonString(output, record.Exception.IsEmpty ? record.ExceptionType : record.Exception);
        }

        output.Append((byte)'\n');
    }

    private static void AppendIds(in LogRecord record, LineBuffer output)
    {
        if (record.EventId != 0)
        {
            output.Append(" event_id="u8);
            ScalarWriter.Append(output, record.EventId);
        }

        if (!record.EventName.IsEmpty)
        {
            output.Append(" event="u8);
            LogfmtPropertyWriter.AppendText(output, record.EventName);
        }

        if (!record.TraceId.IsEmpty)
        {
            output.Append(" trace_id="u8);
            ScalarWriter.AppendHex(output, record.TraceId);
            output.Append(" span_id="u8);
            ScalarWriter.AppendHex(output, record.SpanId);
        }
    }
}
