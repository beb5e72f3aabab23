using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;

namespace LogActors.Chaos;

/// <summary>The way to a plain host, in place of the one to a silo: a connection that is made again whenever it is lost, when every call that was under way fails at once.</summary>
internal sealed class HostCluster(string gateway) : ILogCluster
{
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromMilliseconds(10);

    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<AppendReceipt>> _calls = [];
    private readonly SemaphoreSlim _sending = new(1);
    private TaskCompletionSource<NetworkStream> _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _running = Task.CompletedTask;
    private int _started;
    private int _last;

    public string? ConnectFailure { get; private set; }

    public bool IsConnected => true;

    public void Start()
    {
        if (Interlocked.Exchange(ref _started, 1) == 0)
        {
            _running = Task.Run(RunAsync);
        }
    }

    public Task<AppendReceipt> AppendAsync(LogFileName file, RecordBatch batch, CancellationToken cancellationToken) =>
        CallAsync(call => HostFrame.Append(call, batch), cancellationToken);

    public Task<AppendReceipt> SyncAsync(LogFileName file, Guid producer, int epoch, long sequence, CancellationToken cancellationToken) =>
        CallAsync(call => HostFrame.Sync(call, producer, epoch, sequence), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _running;
        FailAll(new ObjectDisposedException(nameof(HostCluster)));
        _closing.Dispose();
    }

    private async Task<AppendReceipt> CallAsync(Func<int, byte[]> frameOf, CancellationToken cancellationToken)
    {
        Start();
        NetworkStream stream = await _connected.Task.WaitAsync(cancellationToken);
        int call = Interlocked.Increment(ref _last);
        TaskCompletionSource<AppendReceipt> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _calls[call] = answer;
        try
        {
            await _sending.WaitAsync(cancellationToken);
            try
            {
                await stream.WriteAsync(frameOf(call), CancellationToken.None);         // a half frame would be the end of the connection
            }
            finally
            {
                _sending.Release();
            }

            if (!stream.Socket.Connected)
            {
                throw new IOException("The connection is lost.");
            }

            return await answer.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            _calls.TryRemove(call, out _);
        }
    }

    private async Task RunAsync()
    {
        while (!_closing.IsCancellationRequested)
        {
            using TcpClient client = new() { NoDelay = true };
            try
            {
                string[] address = gateway.Split(':');
                await client.ConnectAsync(address[0], int.Parse(address[1], CultureInfo.InvariantCulture), _closing.Token);
                await ListenAsync(client);
            }
            catch (Exception exception) when (exception is SocketException or IOException or OperationCanceledException)
            {
                ConnectFailure = exception.Message;
                await Task.Delay(TryAgainAfter, TimeProvider.System, _closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(TcpClient client)
    {
        NetworkStream stream = client.GetStream();
        using CancellationTokenRegistration closing = _closing.Token.Register(client.Close);
        _connected.SetResult(stream);
        try
        {
            while (await HostFrame.ReadAsync(stream) is { } frame)
            {
                if (_calls.TryRemove(frame.ReadInt32(), out TaskCompletionSource<AppendReceipt>? answer))
                {
                    answer.TrySetResult(HostFrame.ReadAnswer(frame));
                }
            }
        }
        catch (ObjectDisposedException)                         // by the registration above
        {
        }
        finally
        {
            _connected = new TaskCompletionSource<NetworkStream>(TaskCreationOptions.RunContinuationsAsynchronously);
            client.Close();
            FailAll(new IOException("The connection is lost."));
        }
    }

    private void FailAll(Exception exception)
    {
        foreach (int call in _calls.Keys)
        {
            if (_calls.TryRemove(call, out TaskCompletionSource<AppendReceipt>? answer))
            {
                answer.TrySetException(exception);
            }
        }
    }
}
