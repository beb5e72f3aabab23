using System.Buffers;

namespace LogActors;

/// <summary>Rendered lines on their way to the file: one growing run of bytes.</summary>
/// <remarks>Reused from group to group; not thread-safe. <see cref="TruncateTo"/> takes back what a failed batch rendered.</remarks>
internal sealed class LineBuffer : IBufferWriter<byte>
{
    private const int KeepBytes = 4 * 1024 * 1024;

    private byte[] _bytes = new byte[4096];

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

    /// <summary>Empties the buffer, and lets go of memory that an unusually large group needed.</summary>
    public void Clear()
    {
        Length = 0;
        if (_bytes.Length > KeepBytes)
        {
            _bytes = new byte[4096];
        }
    }

    // Apart, so that the paths that every byte takes stay small enough to be inlined.
    private void Grow(int sizeHint) => Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + sizeHint));
}
