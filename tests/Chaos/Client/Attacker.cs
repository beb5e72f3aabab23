using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace LogActors.Chaos;

/// <summary>Attacks on a gateway over plain sockets. Each is bounded in bytes and time, and whatever the silo does to its connections is fine.</summary>
internal sealed class Attacker(int port, byte[] preamble, Random random, CancellationToken cancellation)
{
    private const int OversizedConnections = 8;
    private const int OversizedBytes = 110 * 1024 * 1024;
    private const int GarbageConnections = 60;
    private const int IdleConnections = 300;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>Frames far beyond every limit, sent as far as the silo takes them.</summary>
    public Task OversizedAsync() => ManyAsync(OversizedConnections, async (stream, token) =>
    {
        await stream.WriteAsync(preamble, token);
        byte[] lengths = new byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(lengths, 128);
        BinaryPrimitives.WriteInt32LittleEndian(lengths.AsSpan(4), OversizedBytes);
        await stream.WriteAsync(lengths, token);
        byte[] block = new byte[256 * 1024];
        for (int sent = 0; sent < OversizedBytes; sent += block.Length)
        {
            await stream.WriteAsync(block, token);
        }
    });

    /// <summary>Random bytes instead of a preamble, or behind one.</summary>
    public Task GarbageAsync()
    {
        byte[][] garbage = [.. Enumerable.Range(0, GarbageConnections).Select(_ => Garbage())];
        int next = -1;
        return ManyAsync(GarbageConnections, async (stream, token) =>
        {
            int number = Interlocked.Increment(ref next);
            if (number % 2 == 0)
            {
                await stream.WriteAsync(preamble, token);
            }

            await stream.WriteAsync(garbage[number], token);
        });
    }

    /// <summary>Connections that say nothing.</summary>
    public Task IdleAsync() => ManyAsync(IdleConnections, (_, token) => Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, token));

    private async Task ManyAsync(int connections, Func<NetworkStream, CancellationToken, Task> attack)
    {
        using CancellationTokenSource bound = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bound.CancelAfter(Longest);
        await Task.WhenAll(Enumerable.Range(0, connections).Select(async _ =>
        {
            try
            {
                using TcpClient connection = new();
                await connection.ConnectAsync(IPAddress.Loopback, port, bound.Token);
                await attack(connection.GetStream(), bound.Token);
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
            {
                // The silo has closed it, as it should, or the time is over.
            }
        }));
    }

    private byte[] Garbage()
    {
        byte[] bytes = new byte[random.Next(1, 64 * 1024)];
        random.NextBytes(bytes);
        return bytes;
    }
}
