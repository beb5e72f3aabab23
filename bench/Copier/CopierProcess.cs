using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Win32.SafeHandles;

namespace LogActors.Bench;

/// <summary>The copier's own process: reads blocks from a socket, writes each to a file, and answers it with one byte.</summary>
/// <remarks>
/// It receives as much at a time as Orleans does. The silo writes what has gathered up to 1 MiB; two blocks under way are half of that, and to wait for the second before the first is written would leave the sender
/// without anything to do, so each is one write.
/// </remarks>
internal static class CopierProcess
{
    public const string Name = "copier";

    private const int ReceiveBytes = 64 * 1024;

    public static int Run(string path)
    {
        using Socket listener = new(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        Console.Out.WriteLine(((IPEndPoint)listener.LocalEndPoint!).Port.ToString(CultureInfo.InvariantCulture));
        using Socket socket = listener.Accept();
        socket.NoDelay = true;
        using SafeFileHandle file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);
        Span<byte> buffer = new byte[CopierBlock.MaxBytes];
        Span<byte> header = buffer[..CopierBlock.HeaderBytes];
        long offset = 0;
        while (TryFill(socket, header))
        {
            Span<byte> lines = buffer[..BinaryPrimitives.ReadInt32LittleEndian(header)];
            if (!TryFill(socket, lines)) throw new IOException("The last block is torn.");
            RandomAccess.Write(file, lines, offset);
            offset += lines.Length;
            socket.Send([1]);
        }

        return 0;
    }

    // False at the end of the stream.
    private static bool TryFill(Socket socket, Span<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            int received = socket.Receive(bytes[..Math.Min(bytes.Length, ReceiveBytes)]);
            if (received == 0) return false;
            bytes = bytes[received..];
        }

        return true;
    }
}
