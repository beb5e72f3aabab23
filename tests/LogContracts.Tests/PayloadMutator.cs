namespace LogActors.Tests;

/// <summary>Damages payloads as a broken or hostile producer could.</summary>
internal static class PayloadMutator
{
    private static readonly byte[] Telling = [0x00, 0x01, 0x02, 0x0F, 0x10, 0x11, 0x12, 0x7F, 0x80, 0x81, 0xFE, 0xFF];

    /// <summary>Changes one to four places behind the header, in place.</summary>
    /// <returns>The new length; it stays within the buffer and above the header.</returns>
    public static int Mutate(Span<byte> buffer, int length, Random random)
    {
        for (int changes = random.Next(1, 5); changes > 0; changes--)
        {
            length = Change(buffer, length, random);
        }

        return length;
    }

    private static int Change(Span<byte> buffer, int length, Random random)
    {
        int at = random.Next(RecordFormat.HeaderBytes, length + 1);
        int some = Math.Min(random.Next(1, 40), length - at);
        switch (random.Next(7))
        {
            case 0 when at < length:
                buffer[at] ^= (byte)(1 << random.Next(8));
                return length;
            case 1 when at < length:
                buffer[at] = Telling[random.Next(Telling.Length)];
                return length;
            case 2 when at < length:
                buffer[at] += (byte)random.Next(-2, 3);
                return length;
            case 3:
                return random.Next(4) == 0 ? at : length;
            case 4 when length + 40 < buffer.Length:
                random.NextBytes(buffer.Slice(length, 40));
                return length + random.Next(1, 40);
            case 5 when length + some < buffer.Length:
                buffer[at..length].CopyTo(buffer[(at + some)..]);       // what lay there comes twice
                return length + some;
            case 6:
                buffer[(at + some)..length].CopyTo(buffer[at..]);
                return length - some;
            default:
                return length;
        }
    }
}
