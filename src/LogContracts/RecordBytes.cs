using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace LogActors;

/// <summary>The growing bytes of one record, and how texts are cut where it would become too long.</summary>
/// <remarks>Not thread-safe; reused from record to record.</remarks>
internal sealed class RecordBytes
{
    private const int FirstBytes = 1024;
    private const int ShrinkAboveBytes = 1024 * 1024;
    private const int MaxVarintBytes = 10;

    private byte[] _buffer = new byte[FirstBytes];
    private int _length;
    private int _maxBytes;

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>How many bytes the record may still take.</summary>
    public int Remaining => Math.Max(0, _maxBytes - _length);

    /// <summary>Begins a record; its head is written by the caller into the bytes that are returned.</summary>
    public Span<byte> Begin(int maxBytes, int headBytes)
    {
        if (_buffer.Length > ShrinkAboveBytes)
        {
            _buffer = new byte[FirstBytes];
        }

        _maxBytes = maxBytes;
        _length = headBytes;
        return _buffer.AsSpan(0, headBytes);
    }

    /// <summary>Sets bits of a byte that has been written.</summary>
    public void Set(int offset, byte bits) => _buffer[offset] |= bits;

    /// <summary>The next bytes, for the caller to fill.</summary>
    public Span<byte> Take(int bytes)
    {
        Reserve(bytes);
        Span<byte> taken = _buffer.AsSpan(_length, bytes);
        _length += bytes;
        return taken;
    }

    /// <summary>Writes a value's kind and, if it has a fixed size, takes so many bytes for it.</summary>
    public Span<byte> Take(RecordValueKind kind, int bytes = 0)
    {
        Span<byte> taken = Take(1 + bytes);
        taken[0] = (byte)kind;
        return taken[1..];
    }

    /// <summary>Writes a value's kind and a varint.</summary>
    public void Varint(RecordValueKind kind, ulong value)
    {
        Reserve(1 + MaxVarintBytes);
        Span<byte> output = _buffer.AsSpan(_length, 1 + MaxVarintBytes);
        output[0] = (byte)kind;
        _length += 1 + RecordFormat.WriteVarint(output[1..], value);
    }

    public void Varint(ulong value)
    {
        Reserve(MaxVarintBytes);
        _length += RecordFormat.WriteVarint(_buffer.AsSpan(_length, MaxVarintBytes), value);
    }

    /// <summary>Begins something with its length in front, of 4 bytes.</summary>
    /// <returns>A mark for <see cref="EndLength"/>.</returns>
    public int BeginLength()
    {
        Take(sizeof(uint)).Clear();
        return _length;
    }

    public void EndLength(int mark) => BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(mark - sizeof(uint)), _length - mark);

    // The length in front is a varint whose size depends on the bytes that follow. Most text is ASCII, where bytes and
    // characters are equally many: space for that many is left, and the text moved up in the rare case that it needs more.
    public void Text(ReadOnlySpan<char> text)
    {
        if (text.Length > Remaining || (text.Length * 3 > Remaining && Encoding.UTF8.GetByteCount(text) > Remaining))
        {
            CutText(text);
            return;
        }

        Reserve(5 + (text.Length * 3));
        int guess = RecordFormat.VarintBytes((uint)text.Length);
        Utf8.FromUtf16(text, _buffer.AsSpan(_length + guess), out _, out int bytes);
        int needed = RecordFormat.VarintBytes((uint)bytes);
        if (needed != guess)
        {
            _buffer.AsSpan(_length + guess, bytes).CopyTo(_buffer.AsSpan(_length + needed));
        }

        RecordFormat.WriteVarint(_buffer.AsSpan(_length), (uint)bytes);
        _length += needed + bytes;
    }

    private void CutText(ReadOnlySpan<char> text)
    {
        const int MaxLengthBytes = 5;
        int limit = Remaining;
        Reserve(MaxLengthBytes + limit + RecordFormat.MaxCutMarkerBytes);
        Span<byte> kept = _buffer.AsSpan(_length + MaxLengthBytes);
        Utf8.FromUtf16(text, kept[..limit], out int read, out int written);
        written += RecordFormat.WriteCutMarker(kept[written..], CountBytes(text[read..]));
        kept[..written].CopyTo(_buffer.AsSpan(_length + RecordFormat.VarintBytes((uint)written)));
        Varint((uint)written);
        _length += written;
    }

    // Encoding.GetByteCount counts in an int, which a text of more than 700 million characters can exceed. Any split counts the same, except one
    // within a surrogate pair.
    private static long CountBytes(ReadOnlySpan<char> text)
    {
        const int BlockChars = 1024 * 1024;
        long bytes = 0;
        while (text.Length > BlockChars)
        {
            int taken = char.IsHighSurrogate(text[BlockChars - 1]) ? BlockChars - 1 : BlockChars;
            bytes += Encoding.UTF8.GetByteCount(text[..taken]);
            text = text[taken..];
        }

        return bytes + Encoding.UTF8.GetByteCount(text);
    }

    private void Reserve(int bytes)
    {
        if (_buffer.Length - _length < bytes)
        {
            Grow(bytes);
        }
    }

    // Apart, so that what every member does is small enough to be inlined.
    private void Grow(int bytes) => Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + bytes));
}
