using System.Runtime.InteropServices;

namespace LogActors;

/// <summary>What the lines of one shape and level have in common, and what stands between it.</summary>
/// <remarks>
/// A renderer makes it by writing a line into <see cref="Text"/>, with a mark in the place of everything that another record may have otherwise. From then on a line is copied rather than
/// rendered. A record's message and its properties stand in a line once each. Not thread-safe; reused, so that it allocates nothing once it has grown.
/// </remarks>
internal sealed class LinePlan
{
    private const int MaxTextBytes = 4096;
    private const int MaxPieces = 256;

    private readonly List<LinePiece> _pieces = [];
    private int _end;

    /// <summary>Where the renderer writes what the lines have in common.</summary>
    public LineBuffer Text { get; } = new();

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        Text.Clear();
        _pieces.Clear();
        _end = 0;
    }

    /// <summary>Here stands the time, as <paramref name="writer"/> writes it.</summary>
    public void MarkTimestamp(TimestampWriter writer) => Mark(LinePieceKind.Timestamp, timestamp: writer);

    /// <summary>Here stands the message; of one that is made from a template, what is between its values is written.</summary>
    public void MarkMessage(in LogRecord record, bool json)
    {
        if (!record.IsFromTemplate)
        {
            Mark(json ? LinePieceKind.JsonMessage : LinePieceKind.Message);
            return;
        }

        MessageParts parts = record.MessageParts;
        while (parts.MoveNext())
        {
            MessageWriter.AppendEscaped(Text, parts.Text, json);
            if (parts.HasValue)
            {
                Mark(json ? LinePieceKind.JsonMessageValue : LinePieceKind.MessageValue);
            }
        }
    }

    /// <summary>Here stands the value of the next property; of all of them, in order, either this is called or <see cref="PassProperty"/>.</summary>
    /// <param name="writer">Writes it.</param>
    /// <param name="json">Whether it does so as JSON.</param>
    public void MarkProperty(PropertyWriter writer, bool json) => Mark(json ? LinePieceKind.JsonProperty : LinePieceKind.Property, property: writer);

    /// <summary>The next property is left out.</summary>
    public void PassProperty() => Mark(LinePieceKind.NoProperty);

    /// <summary>Here stands the trace id.</summary>
    public void MarkTraceId() => Mark(LinePieceKind.TraceId);

    /// <summary>Here stands the span id.</summary>
    public void MarkSpanId() => Mark(LinePieceKind.SpanId);

    /// <summary>The line is whole.</summary>
    /// <returns>Whether it is worth being kept: of a long line a plan saves little.</returns>
    public bool Complete()
    {
        Mark(LinePieceKind.End);
        Text.Append(stackalloc byte[ShortText.BlockBytes]);     // texts are copied as blocks
        return Text.Length <= MaxTextBytes && _pieces.Count <= MaxPieces;
    }

    /// <summary>Appends the line of a record.</summary>
    /// <exception cref="RecordFormatException">A value does not fit; what was appended so far is the caller's to take back.</exception>
    public void Write(in LogRecord record, LineBuffer output)
    {
        // What changes from piece to piece is in locals that no call gets a reference to, and so in registers.
        ReadOnlySpan<byte> text = Text.Written;                 // with a block behind it, see Complete
        ReadOnlySpan<byte> payload = record.Payload;
        int message = record.ValuesStart;
        int property = message;
        int room = text.Length + (_pieces.Count * PlannedValue.MaxBytes);
        Span<byte> line = output.GetSpan(room);
        int at = 0;
        foreach (ref readonly LinePiece piece in CollectionsMarshal.AsSpan(_pieces))
        {
            ShortText.Copy(text[piece.Start..], piece.Length, line[at..]);
            at += piece.Length;
            if (piece.Kind <= LinePieceKind.JsonProperty)
            {
                bool ofMessage = piece.Kind <= LinePieceKind.JsonMessageValue;
                int value = ofMessage ? message : property;
                int bytes = PlannedValue.TryWrite(payload, value, piece.Kind, line[at..], out int written);
                at += written;
                if (bytes == 0)
                {
                    output.Advance(at);
                    bytes = PlannedValue.Append(payload, value, piece, output);
                    line = output.GetSpan(room);
                    at = 0;
                }

                message += ofMessage ? bytes : 0;
                property += ofMessage ? 0 : bytes;
            }
            else if (piece.Kind == LinePieceKind.Timestamp && piece.Timestamp!.TextOf(record.UtcTicks) is { Length: <= PlannedValue.MaxBytes } time)
            {
                time.CopyTo(line[at..]);
                at += time.Length;
            }
            else if (piece.Kind == LinePieceKind.NoProperty)
            {
                property += LengthOfValue(payload, property);
            }
            else
            {
                output.Advance(at);
                AppendOther(record, piece, output);
                line = output.GetSpan(room);
                at = 0;
            }
        }
    }

    private static int LengthOfValue(ReadOnlySpan<byte> payload, int position)
    {
        RecordCursor cursor = new(payload, position);
        cursor.SkipValue();
        return cursor.Position - position;
    }

    private static void AppendOther(in LogRecord record, in LinePiece piece, LineBuffer output)
    {
        switch (piece.Kind)
        {
            case LinePieceKind.Timestamp:
                piece.Timestamp!.Append(output, record.UtcTicks);
                break;
            case LinePieceKind.Message:
                MessageWriter.AppendEscaped(output, record.Message, json: false);
                break;
            case LinePieceKind.JsonMessage:
                MessageWriter.AppendEscaped(output, record.Message, json: true);
                break;
            case LinePieceKind.TraceId:
                ScalarWriter.AppendHex(output, record.TraceId);
                break;
            case LinePieceKind.SpanId:
                ScalarWriter.AppendHex(output, record.SpanId);
                break;
            default:                                            // the end
                break;
        }
    }

    private void Mark(LinePieceKind kind, TimestampWriter? timestamp = null, PropertyWriter? property = null)
    {
        _pieces.Add(new LinePiece(kind, _end, Text.Length - _end, timestamp, property));
        _end = Text.Length;
    }
}
