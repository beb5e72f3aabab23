namespace LogActors;

/// <summary>Renders records as lines of text by a template; an exception follows on lines of its own, each begun with a tab, unless the template has a place for it.</summary>
internal sealed class TextRenderer : LineRenderer
{
    private readonly Step[] _steps;
    private readonly bool _exceptionFollows;
    private readonly bool _tellsOfScopes;
    private readonly bool _isPlannable;
    private readonly LogfmtPropertyWriter _properties = new(line: null);
    private readonly JsonValueWriter _json = new();

    /// <summary>Makes a renderer for <paramref name="template"/>.</summary>
    public TextRenderer(TextTemplate template)
    {
        _steps = [.. template.Parts.Select(part => new Step(part))];
        _exceptionFollows = template.Parts.All(part => part.Kind != TemplatePartKind.Exception);
        _tellsOfScopes = template.Parts.Any(part => part.Kind is TemplatePartKind.Scopes or TemplatePartKind.Properties);
        _isPlannable = template.Parts.All(part => part.Kind != TemplatePartKind.Property)
            && template.Parts.Count(part => part.Kind == TemplatePartKind.Message) <= 1 && template.Parts.Count(part => part.Kind == TemplatePartKind.Properties) <= 1;
    }

    /// <inheritdoc/>
    protected override bool CanPlan(in LogRecord record) =>
        _isPlannable && (_exceptionFollows || !record.HasException) && !(_tellsOfScopes && record.HasScopes);

    /// <inheritdoc/>
    protected override void AppendLine(in LogRecord record, LineBuffer output, LinePlan? plan)
    {
        int resourceBytes = 0;
        foreach (Step step in _steps)
        {
            switch (step.Kind)
            {
                case TemplatePartKind.Literal:
                    output.Append(step.Text);
                    break;
                case TemplatePartKind.Property:
                    AppendProperty(record, output, step.Text);
                    break;
                case TemplatePartKind.Resource:
                    AppendAttribute(record, output, step.Text, ref resourceBytes);
                    break;
                case TemplatePartKind.Timestamp:
                    AppendTimestamp(step.Timestamp, record, output, plan);
                    break;
                case TemplatePartKind.Level:
                    output.Append(step.Levels[record.Level]);
                    break;
                case TemplatePartKind.Category:
                    TextEscaper.AppendText(output, record.Category);
                    break;
                case TemplatePartKind.EventId:
                    ScalarWriter.Append(output, record.EventId);
                    break;
                case TemplatePartKind.EventName:
                    TextEscaper.AppendText(output, record.EventName);
                    break;
                case TemplatePartKind.Message:
                    AppendMessage(record, output, plan, json: false);
                    break;
                case TemplatePartKind.Template:
                    TextEscaper.AppendText(output, record.Template);
                    break;
                case TemplatePartKind.TraceId:
                    AppendTraceId(record, output, plan);
                    break;
                case TemplatePartKind.SpanId:
                    AppendSpanId(record, output, plan);
                    break;
                case TemplatePartKind.Scopes:
                    ScopeTexts.Append(output, record.Scopes, quoted: false);
                    break;
                case TemplatePartKind.Properties:
                    _properties.Append(record, output, plan);
                    break;
                default:                                        // Exception
                    TextEscaper.AppendText(output, ExceptionOf(record));
                    break;
            }
        }

        output.Append((byte)'\n');
    }

    /// <inheritdoc/>
    protected override void AppendRest(in LogRecord record, LineBuffer output)
    {
        if (_exceptionFollows && record.HasException)
        {
            AppendLines(output, ExceptionOf(record));
        }
    }

    private static ReadOnlySpan<byte> ExceptionOf(in LogRecord record) => record.Exception.IsEmpty ? record.ExceptionType : record.Exception;

    private static void AppendLines(LineBuffer output, ReadOnlySpan<byte> text)
    {
        text = text.TrimEnd("\r\n"u8);
        while (!text.IsEmpty)
        {
            int end = text.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];
            output.Append((byte)'\t');
            TextEscaper.AppendText(output, line is [.. var kept, (byte)'\r'] ? kept : line);
            output.Append((byte)'\n');
        }
    }

    private static void AppendAttribute(in LogRecord record, LineBuffer output, ReadOnlySpan<byte> name, ref int lineBytes)
    {
        if (record.Resource.TryFind(name, out ReadOnlySpan<byte> value))
        {
            int before = output.Length;
            TextEscaper.AppendText(output, value);
            int bytes = output.Length - before;
            if (lineBytes + bytes > ResourceWriter.MaxTextBytes)
            {
                output.TruncateTo(before);
                return;
            }

            lineBytes += bytes;
        }
    }

    private void AppendProperty(in LogRecord record, LineBuffer output, ReadOnlySpan<byte> name)
    {
        if (!TryFind(record.Properties, name, out RecordValue value) && !TryFindInScopes(record.Scopes, name, out value))
        {
            return;
        }

        switch (value.Kind)
        {
            case RecordValueKind.Text:
                TextEscaper.AppendText(output, value.Text);
                break;
            case RecordValueKind.List or RecordValueKind.Map:
                _json.Append(output, value);
                break;
            default:
                ScalarWriter.Append(output, value);
                break;
        }
    }

    private static bool TryFind(RecordProperties properties, ReadOnlySpan<byte> name, out RecordValue value)
    {
        while (properties.MoveNext())
        {
            if (properties.Name.SequenceEqual(name))
            {
                value = properties.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    // Scopes come outermost first: the last that has the name is the innermost.
    private static bool TryFindInScopes(RecordScopes scopes, ReadOnlySpan<byte> name, out RecordValue value)
    {
        bool found = false;
        value = default;
        while (scopes.MoveNext())
        {
            if (TryFind(scopes.Properties, name, out RecordValue inner))
            {
                value = inner;
                found = true;
            }
        }

        return found;
    }

    // A part with the state that its rendering needs.
    private sealed class Step(TemplatePart part)
    {
        public TemplatePartKind Kind { get; } = part.Kind;

        public byte[] Text { get; } = part.Text;

        public byte[][] Levels { get; } = part.Kind == TemplatePartKind.Level ? LevelNames.Find(part.Format)! : [];

        public TimestampWriter Timestamp { get; } = new(part.Format);
    }
}
