using System.Diagnostics;
using System.Globalization;

namespace LogActors;

/// <summary>Writes the time of a record, in UTC; remembers the second it last wrote, since records come in bursts.</summary>
/// <param name="format">A .NET date and time format, or <see langword="null"/> for ISO-8601 with seven digits, <c>2026-01-02T03:04:05.0000000Z</c>.</param>
/// <remarks>Not thread-safe.</remarks>
internal sealed class TimestampWriter(string? format)
{
    private const int IsoBytes = 28;
    private const int IsoFraction = 20;

    private readonly byte[] _iso = new byte[IsoBytes];
    private readonly long _grain = GrainOf(format);
    private byte[] _formatted = new byte[64];
    private int _formattedBytes;
    private long _second = -1;
    private long _formattedAt = -1;

    /// <summary>Appends the time <paramref name="utcTicks"/>, which is within the range of <see cref="DateTime"/>.</summary>
    public void Append(LineBuffer output, long utcTicks) => output.Append(TextOf(utcTicks));

    /// <summary>The text of the time <paramref name="utcTicks"/>, which is within the range of <see cref="DateTime"/>; valid until the next call.</summary>
    public ReadOnlySpan<byte> TextOf(long utcTicks)
    {
        (long second, long fraction) = Math.DivRem(utcTicks, TimeSpan.TicksPerSecond);
        if (format is null)
        {
            if (second != _second)
            {
                FormatIso(second);
            }

            WriteFraction((uint)fraction);
            return _iso;
        }

        if (utcTicks / _grain != _formattedAt)
        {
            Format(utcTicks);
            _formattedAt = utcTicks / _grain;
        }

        return _formatted.AsSpan(0, _formattedBytes);
    }

    // How long a text stays the same: a format tells of as many digits of the second as it has f or F in a row, and standard formats of one letter tell of all or of none.
    private static long GrainOf(string? format)
    {
        if (format is null or { Length: 1 })
        {
            return format is null or "o" or "O" ? 1 : TimeSpan.TicksPerSecond;
        }

        int most = 0;
        for (int i = 0, digits = 0; i < format.Length; i++)
        {
            digits = format[i] is not ('f' or 'F') ? 0 : digits > 0 && format[i - 1] != format[i] ? 1 : digits + 1;
            most = Math.Max(most, digits);
        }

        return TimeSpan.TicksPerSecond / (long)Math.Pow(10, Math.Min(most, 7));
    }

    private void FormatIso(long second)
    {
        DateTime at = new(second * TimeSpan.TicksPerSecond, DateTimeKind.Utc);
        bool whole = at.TryFormat(_iso, out int written, "O", CultureInfo.InvariantCulture);
        Debug.Assert(whole && written == IsoBytes, "A UTC round-trip timestamp is 28 bytes.");
        _second = second;
    }

    // In two halves that do not wait for each other.
    private void WriteFraction(uint fraction)
    {
        (uint high, uint low) = Math.DivRem(fraction, 10_000);
        Span<byte> digits = _iso.AsSpan(IsoFraction, 7);
        digits[6] = (byte)('0' + (low % 10));
        digits[5] = (byte)('0' + (low / 10 % 10));
        digits[4] = (byte)('0' + (low / 100 % 10));
        digits[3] = (byte)('0' + (low / 1000));
        digits[2] = (byte)('0' + (high % 10));
        digits[1] = (byte)('0' + (high / 10 % 10));
        digits[0] = (byte)('0' + (high / 100));
    }

    private void Format(long utcTicks)
    {
        DateTime at = new(utcTicks, DateTimeKind.Utc);
        while (!at.TryFormat(_formatted, out _formattedBytes, format, CultureInfo.InvariantCulture))
        {
            _formatted = new byte[_formatted.Length * 2];
        }
    }
}
