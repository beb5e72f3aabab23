namespace LogActors;

/// <summary>Writes a record's message: the one that it carries, or the one that its template and values make.</summary>
/// <remarks>A value is written as <c>string.Format</c> writes it in the invariant culture, which is what the application would have got; <see cref="ScalarWriter"/> has other spellings for some. Stateless and thread-safe.</remarks>
internal static class MessageWriter
{
    /// <summary>Appends the message, for a person to read or as the inside of a JSON string.</summary>
    /// <exception cref="RecordFormatException">It cannot be made.</exception>
    public static void Append(LineBuffer output, in LogRecord record, bool json)
    {
        if (!record.IsFromTemplate)
        {
            AppendEscaped(output, record.Message, json);
            return;
        }

        MessageParts parts = record.MessageParts;
        while (parts.MoveNext())
        {
            AppendEscaped(output, parts.Text, json);
            if (!parts.HasValue)
            {
                return;
            }

            RecordValue value = parts.TakeValue();
            if (value.Kind == RecordValueKind.Text)
            {
                AppendEscaped(output, value.Text, json);
            }
            else
            {
                AppendScalar(output, value);
            }
        }
    }

    /// <summary>Appends text, escaped for a person to read or as the inside of a JSON string.</summary>
    public static void AppendEscaped(LineBuffer output, ReadOnlySpan<byte> text, bool json)
    {
        if (json)
        {
            TextEscaper.AppendJson(output, text);
        }
        else
        {
            TextEscaper.AppendText(output, text);
        }
    }

    /// <summary>Appends a value other than text. Nothing of it has to be escaped: digits, letters, and marks of numbers and dates.</summary>
    /// <exception cref="RecordFormatException">It is of a kind that has no text in a message.</exception>
    public static void AppendScalar(LineBuffer output, in RecordValue value)
    {
        switch (value.Kind)
        {
            case RecordValueKind.Null:
                output.Append("(null)"u8);
                break;
            case RecordValueKind.True:
                output.Append("True"u8);
                break;
            case RecordValueKind.False:
                output.Append("False"u8);
                break;
            case RecordValueKind.DateTime:
                ScalarWriter.Append(output, value.DateTime);
                break;
            case RecordValueKind.DateTimeOffset:
                ScalarWriter.Append(output, value.DateTimeOffset);
                break;
            case RecordValueKind.Date:
                ScalarWriter.Append(output, value.Date);
                break;
            case RecordValueKind.Time:
                ScalarWriter.Append(output, value.Time);
                break;
            case RecordValueKind.Integer or RecordValueKind.Unsigned or RecordValueKind.Double or RecordValueKind.Single or RecordValueKind.Decimal or RecordValueKind.Guid or RecordValueKind.Duration:
                ScalarWriter.Append(output, value);
                break;
            default:
                throw new RecordFormatException($"A record's message is to be made from a value of kind {(byte)value.Kind}, which has no text of its own.");
        }
    }
}
