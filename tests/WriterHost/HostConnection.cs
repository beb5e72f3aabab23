using System.Net.Sockets;

namespace LogActors.Chaos;

/// <summary>A client's connection, from the side of the host: hands its calls to the writer, and sends each answer as it comes.</summary>
internal sealed class HostConnection(TcpClient client, LogFileWriter writer)
{
    private readonly NetworkStream _stream = client.GetStream();
    private readonly SemaphoreSlim _sending = new(1);

    /// <summary>Serves it until it ends. Never throws.</summary>
    public async Task RunAsync()
    {
        using (client)
        {
            try
            {
                while (await HostFrame.ReadAsync(_stream) is { } frame)
                {
                    Serve(frame);
                }
            }
            catch (IOException)
            {
                // The client is gone, which is its own affair.
            }
        }
    }

    private void Serve(BinaryReader frame)
    {
        int call = frame.ReadInt32();
        if (frame.ReadBoolean())
        {
            _ = AnswerAsync(call, writer.AppendAsync(HostFrame.ReadBatch(frame)));
        }
        else
        {
            Guid producer = new(frame.ReadBytes(16));
            int epoch = frame.ReadInt32();
            _ = AnswerAsync(call, writer.SyncAsync(producer, epoch, frame.ReadInt64()));
        }
    }

    private async Task AnswerAsync(int call, Task<AppendReceipt> answer)
    {
        byte[] frame = HostFrame.Answer(call, await answer);
        await _sending.WaitAsync();
        try
        {
            await _stream.WriteAsync(frame);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The client is gone, which is its own affair.
        }
        finally
        {
            _sending.Release();
        }
    }
}
