using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace LogActors.Chaos;

/// <summary>The first bytes that an Orleans client sends to a gateway, taken from a real client, so that an attacker is believed to be one.</summary>
internal static class GatewayPreamble
{
    private const int MaxBytes = 4096;

    public static async Task<byte[]> RecordAsync(CancellationToken cancellation)
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        await using LogCluster client = new(
            new ConfiguredCluster(new ClusterAddress([$"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"], "logactors", "logactors")), TimeProvider.System);
        client.Start();
        using TcpClient connection = await listener.AcceptTcpClientAsync(cancellation);
        NetworkStream stream = connection.GetStream();
        byte[] length = new byte[4];
        await stream.ReadExactlyAsync(length, cancellation);
        int bytes = BinaryPrimitives.ReadInt32LittleEndian(length);
        if (bytes is <= 0 or > MaxBytes)
        {
            throw new CampaignException($"The preamble of an Orleans client claims {bytes} bytes.");
        }

        byte[] preamble = new byte[length.Length + bytes];
        length.CopyTo(preamble, 0);
        await stream.ReadExactlyAsync(preamble.AsMemory(length.Length), cancellation);
        return preamble;
    }
}
