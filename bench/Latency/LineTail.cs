using System.Buffers.Text;
using System.Diagnostics;

namespace LogActors.Bench;

/// <summary>Follows a log file as it grows, without a pause, and says when each order was found.</summary>
/// <remarks>Takes a core of its own as far as there is one: what it would wait between two looks would be in the figures.</remarks>
internal sealed class LineTail(string path)
{
    private const int ChunkBytes = 256 * 1024;

    /// <summary>Follows the file until it has the given number of orders.</summary>
    /// <param name="orders">How many.</param>
    /// <param name="found">Told of each order, and when it was found.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public void Follow(int orders, Action<int, long> found, CancellationToken cancellationToken)
    {
        while (!File.Exists(path))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Thread.Yield();
        }

        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        byte[] chunk = new byte[ChunkBytes];
        int held = 0;
        while (orders > 0)
        {
            int read = file.Read(chunk, held, chunk.Length - held);
            if (read == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Thread.Yield();
                continue;
            }

            long now = Stopwatch.GetTimestamp();
            held += read;
            ReadOnlySpan<byte> rest = chunk.AsSpan(0, held);
            while (rest.IndexOf((byte)'\n') is >= 0 and int end)
            {
                if (Order(rest[..end]) is { } order)
                {
                    found(order, now);
                    orders--;
                }

                rest = rest[(end + 1)..];
            }

            rest.CopyTo(chunk);
            held = rest.Length;
        }
    }

    private static int? Order(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> mark = " Order "u8;
        int at = line.IndexOf(mark);
        return at >= 0 && Utf8Parser.TryParse(line[(at + mark.Length)..], out int order, out _) ? order : null;
    }
}
