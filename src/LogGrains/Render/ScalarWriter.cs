using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;

namespace LogActors;

/// <summary>Writes the values that have one spelling in all formats: numbers, truth values, dates, ids and bytes. Their output is ASCII without quotes, spaces or backslashes.</summary>
internal static class ScalarWriter
{
    /// <summary>Room for any scalar but bytes; the longest is an id: 36.</summary>
    public const int MaxBytes = 64;

    /// <summary>Whether <paramref name="kind"/> has more than one spelling: text, list and map, which this class does not write.</summary>
    public static bool Excludes(RecordValueKind kind) => kind is RecordValueKind.Text or RecordValueKind.List or RecordValueKind.Map;

    /// <summary>Whether the value is a JSON number, <c>true</c>, <c>false</c> or <c>null</c> as this class writes it; anything else needs quotes there.</summary>
    public static bool IsJsonLiteral(in RecordValue value) => value.Kind switch
    {
        RecordValueKind.Null or RecordValueKind.True or RecordValueKind.False => true,
        RecordValueKind.Integer or RecordValueKind.Unsigned or RecordValueKind.Decimal => true,
        RecordValueKind.Double => double.IsFinite(value.Double),
        RecordValueKind.Single => float.IsFinite(value.Single),
        _ => false,
    };

    /// <summary>Appends the value.</summary>
    public static void Append(LineBuffer output, in RecordValue value)
    {
        switch (value.Kind)
        {
            case RecordValueKind.Null:
                output.Append("null"u8);
                break;
            case RecordValueKind.True:
                output.Append("true"u8);
                break;
            case RecordValueKind.False:
                output.Append("false"u8);
                break;
            case RecordValueKind.Integer:
                Append(output, value.Integer);
                break;
            case RecordValueKind.Unsigned:
                Append(output, value.Unsigned);
                break;
            case RecordValueKind.Double:
                output.Advance(Write(output.GetSpan(MaxBytes), value.Double));
                break;
            case RecordValueKind.Single:
                Append(output, value.Single);
                break;
            case RecordValueKind.Decimal:
                Append(output, value.Decimal);
                break;
            case RecordValueKind.Guid:
                Append(output, value.Guid);
                break;
            case RecordValueKind.DateTime:
                Append(output, Unzoned(value.DateTime), "O");
                break;
            case RecordValueKind.DateTimeOffset:
                Append(output, value.DateTimeOffset, "O");
                break;
            case RecordValueKind.Date:
                Append(output, value.Date, "O");
                break;
            case RecordValueKind.Time:
                Append(output, value.Time, "O");
                break;
            case RecordValueKind.Duration:
                Append(output, value.Duration, "c");
                break;
            default:                                            // bytes, and what a newer version may send
                Debug.Assert(!Excludes(value.Kind), "Text, lists and maps are written by their format.");
                AppendBase64(output, value.Bytes);
                break;
        }
    }

    /// <summary>Appends a number, date or id, independent of culture.</summary>
    public static void Append<T>(LineBuffer output, T value, ReadOnlySpan<char> format = default)
        where T : IUtf8SpanFormattable
    {
        bool whole = value.TryFormat(output.GetSpan(MaxBytes), out int written, format, CultureInfo.InvariantCulture);
        Debug.Assert(whole, "No scalar is longer than the room for it.");
        output.Advance(written);
    }

    /// <summary>Appends bytes as lower-case hexadecimal digits.</summary>
    public static void AppendHex(LineBuffer output, ReadOnlySpan<byte> bytes)
    {
        Convert.TryToHexStringLower(bytes, output.GetSpan(bytes.Length * 2), out int written);
        output.Advance(written);
    }

    /// <summary>Writes an integer.</summary>
    /// <param name="output">Room for <see cref="MaxBytes"/>.</param>
    /// <param name="value">The number.</param>
    /// <returns>How many bytes it has.</returns>
    public static int Write(Span<byte> output, long value)
    {
        value.TryFormat(output, out int written, default, CultureInfo.InvariantCulture);
        return written;
    }

    /// <summary>Writes a number as the shortest text that reads back as the same.</summary>
    /// <param name="output">Room for <see cref="MaxBytes"/>.</param>
    /// <param name="value">The number.</param>
    /// <returns>How many bytes it has.</returns>
    /// <remarks>
    /// Most doubles in logs have few digits, such as milliseconds, and finding that text is dear. For a whole r, IEEE division makes r / 10000 the double nearest to it, which is also what its decimal
    /// text reads back as; and no other decimal of 15 digits or fewer does, so that this text is the shortest.
    /// </remarks>
    public static int Write(Span<byte> output, double value)
    {
        const double Scale = 10_000;
        double scaled = Math.Round(Math.Abs(value) * Scale);
        int written;
        if (value == 0 || !(scaled < 1e15) || scaled / Scale != Math.Abs(value))
        {
            value.TryFormat(output, out written, default, CultureInfo.InvariantCulture);
            return written;
        }

        (ulong whole, ulong rest) = Math.DivRem((ulong)scaled, (ulong)Scale);
        written = Write(output, value < 0 ? -(long)whole : (long)whole);
        if (whole == 0 && value < 0)
        {
            output[0] = (byte)'-';
            output[1] = (byte)'0';
            written = 2;
        }

        if (rest == 0)
        {
            return written;
        }

        uint fraction = (uint)rest;
        Span<byte> digits = output.Slice(written, 5);
        digits[0] = (byte)'.';
        digits[1] = (byte)('0' + (fraction / 1000));
        digits[2] = (byte)('0' + (fraction / 100 % 10));
        digits[3] = (byte)('0' + (fraction / 10 % 10));
        digits[4] = (byte)('0' + (fraction % 10));
        return written + digits.TrimEnd((byte)'0').Length;
    }

    // A local time was local to the producer; with its kind kept, the silo's own offset would be printed behind it.
    private static DateTime Unzoned(DateTime value) =>
        value.Kind == DateTimeKind.Local ? DateTime.SpecifyKind(value, DateTimeKind.Unspecified) : value;

    private static void AppendBase64(LineBuffer output, ReadOnlySpan<byte> bytes)
    {
        Base64.EncodeToUtf8(bytes, output.GetSpan(Base64.GetMaxEncodedToUtf8Length(bytes.Length)), out _, out int written);
        output.Advance(written);
    }
}
