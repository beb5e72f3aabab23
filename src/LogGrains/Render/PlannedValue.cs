using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace LogActors;

/// <summary>Writes a value in the place that a <see cref="LinePlan"/> has for it. Stateless and thread-safe.</summary>
internal static class PlannedValue
{
    /// <summary>Room for a value that <see cref="TryWrite"/> writes.</summary>
    public const int MaxBytes = ScalarWriter.MaxBytes;

    /// <summary>Writes a value if it is one that most records have: an integer, a number, or a short text of which nothing is escaped.</summary>
    /// <param name="payload">The payload.</param>
    /// <param name="position">Where in it the value is, which is whole.</param>
    /// <param name="kind">Its place: a value's or a property's.</param>
    /// <param name="output">Room for <see cref="MaxBytes"/>, of which those behind the value may be overwritten as well.</param>
    /// <param name="written">How many bytes it has become.</param>
    /// <returns>How many bytes it has in the payload; 0 if it is of another kind.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int TryWrite(ReadOnlySpan<byte> payload, int position, LinePieceKind kind, Span<byte> output, out int written)
    {
        written = 0;
        switch ((RecordValueKind)payload[position])
        {
            case RecordValueKind.Integer:
                int bytes = ShortVarint.TryRead(payload, position + 1, out ulong number);
                if (bytes == 0)
                {
                    return 0;
                }

                written = ScalarWriter.Write(output, (long)(number >> 1) ^ -(long)(number & 1));
                return 1 + bytes;
            case RecordValueKind.Double:
                double real = BinaryPrimitives.ReadDoubleLittleEndian(payload[(position + 1)..]);
                if (!double.IsFinite(real))
                {
                    return 0;                                   // in JSON it has quotes
                }

                written = ScalarWriter.Write(output, real);
                return 1 + sizeof(double);
            case RecordValueKind.Text when kind != LinePieceKind.Property:
                int length = payload[position + 1];             // the first of several bytes is more than a short text has
                int quote = kind == LinePieceKind.JsonProperty ? 1 : 0;
                if (!ShortText.TryCopy(payload[(position + 2)..], length, output[quote..], json: kind != LinePieceKind.MessageValue))
                {
                    return 0;
                }

                if (quote != 0)
                {
                    output[0] = (byte)'"';
                    output[length + 1] = (byte)'"';
                }

                written = length + quote + quote;
                return 2 + length;
            default:
                return 0;
        }
    }

    /// <summary>Appends a value of any kind.</summary>
    /// <returns>How many bytes it has in the payload.</returns>
    /// <exception cref="RecordFormatException">It is damaged inside, or of a kind that has no text in a message.</exception>
    public static int Append(ReadOnlySpan<byte> payload, int position, in LinePiece piece, LineBuffer output)
    {
        RecordCursor cursor = new(payload, position);
        RecordValue value = RecordValue.Read(ref cursor, 0);
        if (piece.Property is { } format)
        {
            format.AppendValue(output, value);
        }
        else if (value.Kind == RecordValueKind.Text)
        {
            MessageWriter.AppendEscaped(output, value.Text, json: piece.Kind == LinePieceKind.JsonMessageValue);
        }
        else
        {
            MessageWriter.AppendScalar(output, value);
        }

        return cursor.Position - position;
    }
}
