using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace LogActors.Bench;

/// <summary>What the machine can move: lines that are formatted already go through a socket to another process, which writes them to a file. Both processes count.</summary>
/// <remarks>
/// A call hands over the next line of a block that was made before, by counting it; a whole block is sent as it is. So nothing is formatted, copied or locked for a record. Blocks are as large as the largest
/// batches of the provider, and as many are under way. With several application processes each has a copier and a file of its own.
/// </remarks>
internal sealed class CopierCase : ICase
{
    private const int MaxUnderWay = 2;

    private readonly Lock _gate = new();
    private readonly ThreadLocal<Counter> _handedOver = new(static () => new Counter(), trackAllValues: true);
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _answers = new byte[MaxUnderWay];
    private CopierBlock? _block;
    private Process? _copier;
    private ILoggerFactory? _factory;
    private string _path = "";
    private int _underWay;
    private long _sentLines;
    private long _sentBytes;

    public OrderCall Call => HandOver;

    public IReadOnlyList<int> OtherProcessIds => [_copier!.Id];

    public async ValueTask<ILoggerFactory> StartAsync(LogTarget target)
    {
        _path = target.FilePath;
        _block = await CopierBlock.MakeAsync(target);
        ProcessStartInfo start = ChildRun.Command([CopierProcess.Name, _path]);
        start.RedirectStandardOutput = true;
        _copier = Process.Start(start)!;
        _socket.Connect(IPAddress.Loopback, int.Parse((await _copier.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture));
        return _factory = LoggerFactory.Create(static _ => { });
    }

    public ValueTask FinishAsync()
    {
        int rest = _handedOver.Values.Sum(counter => counter.Lines);
        while (rest > 0)
        {
            int lines = Math.Min(rest, _block!.Lines);
            Send(_block.First(lines), lines);
            rest -= lines;
        }

        while (_underWay > 0)
        {
            AwaitAnswer();
        }

        return ValueTask.CompletedTask;
    }

    public void Verify(int records)
    {
        long length = new FileInfo(_path).Length;
        if (_sentLines != records || length != _sentBytes)
            throw new InvalidDataException($"{_sentLines} of {records} lines were sent, and {length} of their {_sentBytes} bytes are in the file.");
    }

    public void VerifyFiles(IReadOnlyList<string> paths, OutputFormat format, int records) => FileCheck.VerifyRepeated(paths, format, records);

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();                                      // the copier ends by that
        if (_copier is not null)
        {
            await _copier.WaitForExitAsync();
            _copier.Dispose();
        }

        _handedOver.Dispose();
        _factory?.Dispose();
    }

    private void HandOver(ILogger logger, long orderId, string customer, double amount, int durationMs)
    {
        Counter counter = _handedOver.Value!;
        if (++counter.Lines == _block!.Lines)
        {
            counter.Lines = 0;
            Send(_block.First(_block.Lines), _block.Lines);
        }
    }

    private void Send(ReadOnlySpan<byte> block, int lines)
    {
        lock (_gate)
        {
            if (_underWay == MaxUnderWay)
            {
                AwaitAnswer();
            }

            _underWay++;
            _sentLines += lines;
            _sentBytes += block.Length - CopierBlock.HeaderBytes;
            while (block.Length > 0)
            {
                block = block[_socket.Send(block)..];
            }
        }
    }

    private void AwaitAnswer()
    {
        int answers = _socket.Receive(_answers);
        _underWay -= answers > 0 ? answers : throw new IOException("The copier has ended.");
    }

    private sealed class Counter
    {
        public int Lines { get; set; }
    }
}
