using System.Net;
using System.Net.Sockets;

namespace LogActors.Shared;

/// <summary>Ports of this machine that nobody listens on, for a program that is about to be started, and perhaps started again.</summary>
/// <remarks>
/// They lie below the ports that Linux (from 32768), Windows and macOS (from 49152) give to outgoing connections: one of those would else be taken, now and then, between the
/// question and the program's start. No port is given twice by one process; others begin at another place.
/// </remarks>
internal static class FreePorts
{
    private const int First = 20_000;
    private const int Count = 12_000;

    private static int s_next = Random.Shared.Next(Count);

    /// <exception cref="InvalidOperationException">All ports of the range are taken.</exception>
    public static int[] Take(int count)
    {
        int[] ports = [.. Enumerable.Range(0, Count).Select(_ => First + (int)((uint)Interlocked.Increment(ref s_next) % Count)).Where(IsFree).Take(count)];
        return ports.Length == count ? ports : throw new InvalidOperationException($"No {count} ports from {First} to {First + Count - 1} are free.");
    }

    private static bool IsFree(int port)
    {
        using TcpListener listener = new(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
