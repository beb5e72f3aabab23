using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace LogActors.Chaos;

/// <summary>A log root of its own for one run, with a writer that is closed or abandoned and followed by another, and producers that keep histories.</summary>
internal sealed class IoPlace : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly string _folder;
    private readonly LogRoot _root;
    private readonly Limits _limits;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly CriticalLogger _logger = new();
    private readonly LogFileSettings _settings = new(new LogStoreOptions());
    private readonly List<long> _restarts = [];
    private readonly IoProducer[] _producers;
    private LogFileWriter? _writer;

    public IoPlace(string folder, Limits limits, bool errors)
    {
        _folder = folder;
        _limits = limits;
        Directory.CreateDirectory(HistoryFolder);
        _root = LogRoot.Open(Path.Combine(folder, "logs"), "a campaign");
        _producers = [new IoProducer(HistoryFolder, "a", errors), new IoProducer(HistoryFolder, "b", errors)];
        Storage = NewStorage();
    }

    /// <summary>The file layer of the present writer.</summary>
    public FaultyStorage Storage { get; private set; }

    public string JournalFolder => _root.JournalFolderOf(Name);

    /// <summary>What the silo would have logged as critical: there is no reason for it here.</summary>
    public string? Critical => _logger.First;

    private static LogFileName Name => LogFileName.Parse(ClientArguments.LogFile);

    private string HistoryFolder => Path.Combine(_folder, "history");

    private LogFileWriter Writer => _writer ??= new LogFileWriter(Name, _root, Storage, _settings, new ByteBudget(long.MaxValue), _time, _logger, _limits);

    public string SegmentPath(string name) => Path.Combine(_root.FullPath, name);

    public string NewestJournal => Directory.GetFiles(JournalFolder, "*.journal").Max(StringComparer.Ordinal)!;

    public void Advance(TimeSpan time) => _time.Advance(time);

    /// <summary>Sends the next records of each producer, or those again that have no receipt, at once.</summary>
    /// <returns>Whether all were acknowledged.</returns>
    public async Task<bool> SendAsync(int count, bool errors = false) =>
        (await Task.WhenAll(_producers.Select(producer => producer.SendAsync(Writer, count, errors)).ToArray()).WaitAsync(s_patience)).All(appended => appended);

    /// <summary>Asks that what is written be synced, and waits for the answer.</summary>
    public async Task SyncAsync() => await Task.WhenAll(_producers.Select(producer => producer.SyncAsync(Writer)).ToArray()).WaitAsync(s_patience);

    public async Task CloseAsync()
    {
        await Writer.CloseAsync().WaitAsync(s_patience);
        Follow();
    }

    /// <summary>Abandons the writer as the death of its process does.</summary>
    public void Kill()
    {
        Storage.Abandon();
        Follow();
    }

    public CheckResult Check() => FileChecker.Check(_root.FullPath, ClientArguments.LogFile, HistoryFolder, AckLevel.Written, _restarts);

    /// <summary>Lets go of everything; the folder stays.</summary>
    public async ValueTask DisposeAsync()
    {
        Storage.Abandon();
        await Writer.CloseAsync();
        Array.ForEach(_producers, producer => producer.Dispose());
        _root.Dispose();
    }

    private FaultyStorage NewStorage() => new(_root.JournalFolderOf(Name));

    private void Follow()
    {
        _writer = null;
        Storage = NewStorage();
        _restarts.Add(HistoryWriter.Now());
    }

    private sealed class CriticalLogger : ILogger
    {
        public string? First { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Critical;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                First ??= string.Create(CultureInfo.InvariantCulture, $"{formatter(state, exception)} {exception?.Message}");
            }
        }
    }
}
