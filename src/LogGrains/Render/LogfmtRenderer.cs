namespace LogActors;

/// <summary>Renders records as logfmt: one line of <c>key=value</c> pairs each; <c>docs/formats.md</c> lists the keys.</summary>
internal sealed class LogfmtRenderer : LineRenderer
{
    private readonly TimestampWriter _timestamp = new(format: null);
    private readonly ResourceWriter _resource;
    private readonly LogfmtPropertyWriter _properties;

    /// <summary>Makes a renderer.</summary>
    /// <param name="resource">Which attributes of resources lines have; <see langword="null"/> for the default.</param>
    public LogfmtRenderer(IReadOnlyList<string>? resource = null)
    {
        _resource = new ResourceWriter(resource ?? LogFileOptions.DefaultResource, json: false);
        _properties = new LogfmtPropertyWriter(_resource);
    }

    /// <inheritdoc/>
    protected override bool CanPlan(in LogRecord record) => record is { HasException: false, HasScopes: false };

    /// <inheritdoc/>
    protected override void AppendLine(in LogRecord record, LineBuffer output, LinePlan? plan)
    {
        output.Append("ts="u8);
        AppendTimestamp(_timestamp, record, output, plan);
        output.Append(" level="u8);
        output.Append(LevelNames.Logfmt[record.Level]);
        output.Append(" category="u8);
        LogfmtPropertyWriter.AppendText(output, record.Category);
        output.Append(" msg=\""u8);
        AppendMessage(record, output, plan, json: true);
        output.Append((byte)'"');
        AppendIds(record, output, plan);
        _resource.Append(record, output);
        if (ScopeTexts.Any(record.Scopes))
        {
            output.Append(" scopes=\""u8);
            ScopeTexts.Append(output, record.Scopes, quoted: true);
            output.Append((byte)'"');
        }

        _properties.Append(record, output, plan);
        if (record.HasException)
        {
            output.Append(" exception="u8);
            TextEscaper.AppendJsonString(output, record.Exception.IsEmpty ? record.ExceptionType : record.Exception);
        }

        output.Append((byte)'\n');
    }

    private static void AppendIds(in LogRecord record, LineBuffer output, LinePlan? plan)
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
            AppendTraceId(record, output, plan);
            output.Append(" span_id="u8);
            AppendSpanId(record, output, plan);
        }
    }
}
