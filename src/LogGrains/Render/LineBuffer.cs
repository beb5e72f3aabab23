using System.Buffers;

namespace LogActors;

/// <summary>Rendered lines on their way to the file: one growing run of bytes.</summary>
/// <remarks>
/// Reused from group to group; not thread-safe. <see cref="TruncateTo"/> takes back what a failed batch rendered. Only while there is much in it has it memory for that, from the pool that all share: there may be thousands
/// of log files, of which few are written at a moment.
/// </remarks>
internal sealed class LineBuffer : IBufferWriter<byte>
{
    private const int OwnBytes = 4096;

    private readonly byte[] _own;
    private byte[] _bytes;
    private int _usualBytes;

    public LineBuffer() => _bytes = _own = new byte[OwnBytes];

    /// <summary>The bytes in use.</summary>
    public int Length { get; private set; }

    /// <summary>The lines so far; valid until the next change.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>Room for at least <paramref name="sizeHint"/> bytes; <see cref="Advance"/> says how many were used.</summary>
    public Span<byte> GetSpan(int sizeHint = 1)
    {
        if (_bytes.Length - Length < sizeHint)
        {
            Grow(sizeHint);
        }

        return _bytes.AsSpan(Length);
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 1)
    {
        GetSpan(sizeHint);
        return _bytes.AsMemory(Length);
    }

    /// <inheritdoc/>
    public void Advance(int count) => Length += count;

    /// <summary>Appends bytes as they are.</summary>
    public void Append(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(GetSpan(bytes.Length));
        Length += bytes.Length;
    }

    /// <summary>Appends one byte as it is.</summary>
    public void Append(byte value)
    {
        GetSpan(1)[0] = value;
        Length++;
    }

    /// <summary>Forgets everything from <paramref name="length"/> on.</summary>
    public void TruncateTo(int length) => Length = Math.Min(Length, length);

    /// <summary>Empties the buffer, and lets go of the memory that is not its own.</summary>
    public void Clear()
    {
        if (_bytes != _own)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = _own;
            _usualBytes = Length;
        }

        Length = 0;
    }

    // Apart, so that the paths that every byte takes stay small enough to be inlined. To what it held last time it grows at once.
    private void Grow(int sizeHint)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(Math.Max(_bytes.Length * 2, Length + sizeHint), _usualBytes));
        Written.CopyTo(larger);
        if (_bytes != _own)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        _bytes = larger;
    }
}
