namespace LogActors;

/// <summary>Renders records as JSON lines in the compact log event format (CLEF), which loses nothing; <c>docs/formats.md</c> lists the members.</summary>
/// <remarks>Allocates nothing once its buffers have grown. Not thread-safe.</remarks>
internal sealed class JsonRenderer : IRecordRenderer
{
    private const int Information = 2;

    private readonly TimestampWriter _timestamp = new(format: null);
    private readonly JsonPropertyWriter _properties = new();

    /// <inheritdoc/>
    public void Render(in LogRecord record, LineBuffer output)
    {
        output.Append("{\"@t\":\""u8);
        _timestamp.Append(output, record.UtcTicks);
        AppendTexts(record, output);
        AppendIds(record, output);
        output.Append(",\"SourceContext\":"u8);
        TextEscaper.AppendJsonString(output, record.Category);
        if (!record.EventName.IsEmpty)
        {
            output.Append(",\"EventName\":"u8);
            TextEscaper.AppendJsonString(output, record.EventName);
        }

        _properties.Append(record, output);
        AppendScopes(record.Scopes, output);
        output.Append("}\n"u8);
    }

    private static void AppendTexts(in LogRecord record, LineBuffer output)
    {
        if (!record.Template.IsEmpty)
        {
            output.Append("\",\"@mt\":\""u8);
            TextEscaper.AppendJson(output, record.Template);
        }

        output.Append("\",\"@m\":\""u8);
        MessageWriter.AppendJson(output, record);
        output.Append((byte)'"');
        if (record.Level != Information)
        {
            output.Append(",\"@l\":\""u8);
            output.Append(LevelNames.Full[record.Level]);
            output.Append((byte)'"');
        }

        if (record.HasException)
        {
            output.Append(",\"@x\":"u8);
            TextEscaper.AppendJsonString(output, record.Exception.IsEmpty ? record.ExceptionType : record.Exception);
        }
    }

    private static void AppendIds(in LogRecord record, LineBuffer output)
    {
        if (record.EventId != 0)
        {
            output.Append(",\"@i\":"u8);
            ScalarWriter.Append(output, record.EventId);
        }

        if (!record.TraceId.IsEmpty)
        {
            output.Append(",\"@tr\":\""u8);
            ScalarWriter.AppendHex(output, record.TraceId);
            output.Append("\",\"@sp\":\""u8);
            ScalarWriter.AppendHex(output, record.SpanId);
            output.Append((byte)'"');
        }
    }

    private static void AppendScopes(RecordScopes scopes, LineBuffer output)
    {
        bool any = false;
        while (scopes.MoveNext())
        {
            if (!scopes.Text.IsEmpty)
            {
                output.Append(any ? ","u8 : ",\"Scopes\":["u8);
                TextEscaper.AppendJsonString(output, scopes.Text);
                any = true;
            }
        }

        if (any)
        {
            output.Append((byte)']');
        }
    }
}
