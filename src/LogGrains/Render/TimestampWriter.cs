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
    private readonly bool _changesWithinSecond = format is not null && format.AsSpan().ContainsAny("fFoO");
    private byte[] _formatted = new byte[64];
    private int _formattedBytes;
    private long _second = -1;

    /// <summary>Appends the time <paramref name="utcTicks"/>, which is within the range of <see cref="DateTime"/>.</summary>
    public void Append(LineBuffer output, long utcTicks)
    {
        (long second, long fraction) = Math.DivRem(utcTicks, TimeSpan.TicksPerSecond);
        if (format is null)
        {
            if (second != _second)
            {
                FormatIso(second);
            }

            WriteFraction((uint)fraction);
            output.Append(_iso);
            return;
        }

        if (second != _second || _changesWithinSecond)
        {
            Format(utcTicks);
            _second = second;
        }

        output.Append(_formatted.AsSpan(0, _formattedBytes));
    }

    private void FormatIso(long second)
    {
        DateTime at = new(second * TimeSpan.TicksPerSecond, DateTimeKind.Utc);
        bool whole = at.TryFormat(_iso, out int written, "O", CultureInfo.InvariantCulture);
        Debug.Assert(whole && written == IsoBytes, "A UTC round-trip timestamp is 28 bytes.");
        _second = second;
    }

    private void WriteFraction(uint fraction)
    {
        Span<byte> digits = _iso.AsSpan(IsoFraction, 7);
        for (int i = digits.Length - 1; i >= 0; i--)
        {
            digits[i] = (byte)('0' + (fraction % 10));
            fraction /= 10;
        }
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
