namespace LogActors;

/// <summary>Renders records as JSON lines in the compact log event format (CLEF), which loses nothing; <c>docs/formats.md</c> lists the members.</summary>
internal sealed class JsonRenderer : LineRenderer
{
    private const int Information = 2;

    private readonly TimestampWriter _timestamp = new(format: null);
    private readonly JsonPropertyWriter _properties = new();
    private readonly ResourceWriter _resource;

    /// <summary>Makes a renderer.</summary>
    /// <param name="resource">Which attributes of resources lines have; <see langword="null"/> for the default.</param>
    public JsonRenderer(IReadOnlyList<string>? resource = null) => _resource = new ResourceWriter(resource ?? LogFileOptions.DefaultResource, json: true);

    /// <inheritdoc/>
    protected override bool CanPlan(in LogRecord record) => record is { HasException: false, HasScopes: false };

    /// <inheritdoc/>
    protected override void AppendLine(in LogRecord record, LineBuffer output, LinePlan? plan)
    {
        output.Append("{\"@t\":\""u8);
        AppendTimestamp(_timestamp, record, output, plan);
        AppendTexts(record, output, plan);
        AppendIds(record, output, plan);
        output.Append(",\"SourceContext\":"u8);
        TextEscaper.AppendJsonString(output, record.Category);
        if (!record.EventName.IsEmpty)
        {
            output.Append(",\"EventName\":"u8);
            TextEscaper.AppendJsonString(output, record.EventName);
        }

        _resource.Append(record, output);
        _properties.Append(record, output, plan);
        AppendScopes(record.Scopes, output);
        output.Append("}\n"u8);
    }

    private static void AppendTexts(in LogRecord record, LineBuffer output, LinePlan? plan)
    {
        if (!record.Template.IsEmpty)
        {
            output.Append("\",\"@mt\":\""u8);
            TextEscaper.AppendJson(output, record.Template);
        }

        output.Append("\",\"@m\":\""u8);
        AppendMessage(record, output, plan, json: true);
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

    private static void AppendIds(in LogRecord record, LineBuffer output, LinePlan? plan)
    {
        if (record.EventId != 0)
        {
            output.Append(",\"@i\":"u8);
            ScalarWriter.Append(output, record.EventId);
        }

        if (!record.TraceId.IsEmpty)
        {
            output.Append(",\"@tr\":\""u8);
            AppendTraceId(record, output, plan);
            output.Append("\",\"@sp\":\""u8);
            AppendSpanId(record, output, plan);
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
