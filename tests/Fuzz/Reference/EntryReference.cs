namespace LogActors.Fuzz;

/// <summary>The entries of a payload by <c>docs/format.md</c>: a length, then that many bytes.</summary>
internal static class EntryReference
{
    private const byte RecordKind = 2;

    /// <summary>Where the records of a payload begin and end, of one that the reader has accepted.</summary>
    public static List<(int Begin, int End)> Records(ReadOnlySpan<byte> payload)
    {
        List<(int, int)> records = [];
        int at = RecordFormat.HeaderBytes;
        while (at < payload.Length)
        {
            ulong length = 0;
            for (int shift = 0; shift < 64; shift += 7)
            {
                byte next = payload[at++];
                length |= (ulong)(next & 0x7F) << shift;
                if (next < 0x80)
                {
                    break;
                }
            }

            Promise.Holds(length >= 1 && length <= (ulong)(payload.Length - at), $"An entry of {length} bytes is accepted, and {payload.Length - at} follow.");
            if (payload[at] == RecordKind)
            {
                records.Add((at, at + (int)length));
            }

            at += (int)length;
        }

        return records;
    }
}
