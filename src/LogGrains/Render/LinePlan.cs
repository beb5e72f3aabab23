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

    private readonly List<Piece> _pieces = [];
    private int _end;

    private enum PieceKind : byte
    {
        Timestamp,
        MessageText,
        MessageJson,
        MessageTextValue,
        MessageJsonValue,
        Property,
        NoProperty,
        TraceId,
        SpanId,
        End,
    }

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
    public void MarkTimestamp(TimestampWriter writer) => Mark(PieceKind.Timestamp, timestamp: writer);

    /// <summary>Here stands the message; of one that is made from a template, what is between its values is written.</summary>
    public void MarkMessage(in LogRecord record, bool json)
    {
        if (!record.IsFromTemplate)
        {
            Mark(json ? PieceKind.MessageJson : PieceKind.MessageText);
            return;
        }

        MessageParts parts = record.MessageParts;
        while (parts.MoveNext())
        {
            MessageWriter.AppendEscaped(Text, parts.Text, json);
            if (parts.HasValue)
            {
                Mark(json ? PieceKind.MessageJsonValue : PieceKind.MessageTextValue);
            }
        }
    }

    /// <summary>Here stands the value of the next property; of all of them, in order, either this is called or <see cref="PassProperty"/>.</summary>
    public void MarkProperty(PropertyWriter writer) => Mark(PieceKind.Property, property: writer);

    /// <summary>The next property is left out.</summary>
    public void PassProperty() => Mark(PieceKind.NoProperty);

    /// <summary>Here stands the trace id.</summary>
    public void MarkTraceId() => Mark(PieceKind.TraceId);

    /// <summary>Here stands the span id.</summary>
    public void MarkSpanId() => Mark(PieceKind.SpanId);

    /// <summary>The line is whole.</summary>
    /// <returns>Whether it is worth being kept: of a long line a plan saves little.</returns>
    public bool Complete()
    {
        Mark(PieceKind.End);
        return Text.Length <= MaxTextBytes && _pieces.Count <= MaxPieces;
    }

    /// <summary>Appends the line of a record.</summary>
    /// <exception cref="RecordFormatException">A value does not fit; what was appended so far is the caller's to take back.</exception>
    public void Write(in LogRecord record, LineBuffer output)
    {
        ReadOnlySpan<byte> text = Text.Written;
        LineWriter writer = new(output, text.Length + (_pieces.Count * ScalarWriter.MaxBytes));
        RecordCursor message = record.Values;
        RecordCursor properties = record.Values;
        foreach (ref readonly Piece piece in CollectionsMarshal.AsSpan(_pieces))
        {
            writer.Copy(text.Slice(piece.Start, piece.Length));
            switch (piece.Kind)
            {
                case PieceKind.Timestamp:
                    writer.Append(piece.Timestamp!.TextOf(record.UtcTicks));
                    break;
                case PieceKind.MessageTextValue:
                    writer.AppendMessageValue(ref message, json: false);
                    break;
                case PieceKind.MessageJsonValue:
                    writer.AppendMessageValue(ref message, json: true);
                    break;
                case PieceKind.Property:
                    writer.AppendProperty(ref properties, piece.Property!);
                    break;
                case PieceKind.NoProperty:
                    properties.SkipValue();
                    break;
                case PieceKind.MessageText:
                    writer.AppendText(record.Message, json: false);
                    break;
                case PieceKind.MessageJson:
                    writer.AppendText(record.Message, json: true);
                    break;
                case PieceKind.TraceId:
                    ScalarWriter.AppendHex(writer.Leave(), record.TraceId);
                    writer.Enter();
                    break;
                case PieceKind.SpanId:
                    ScalarWriter.AppendHex(writer.Leave(), record.SpanId);
                    writer.Enter();
                    break;
                default:                                        // End
                    writer.Leave();
                    return;
            }
        }
    }

    private void Mark(PieceKind kind, TimestampWriter? timestamp = null, PropertyWriter? property = null)
    {
        _pieces.Add(new Piece(kind, _end, Text.Length - _end, timestamp, property));
        _end = Text.Length;
    }

    // The text up to here, and what follows it.
    private readonly record struct Piece(PieceKind Kind, int Start, int Length, TimestampWriter? Timestamp, PropertyWriter? Property);
}
