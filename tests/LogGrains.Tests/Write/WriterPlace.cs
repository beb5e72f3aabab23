using Microsoft.Extensions.Time.Testing;

namespace LogActors.Tests;

/// <summary>A log root in a folder of its own, whose log files show the messages alone, and all that a writer needs to work in it.</summary>
internal sealed class WriterPlace : IDisposable
{
    public const string Today = "20260102";

    private readonly TemporaryFolder _folder = new();

    public WriterPlace()
    {
        Root = LogRoot.Open(_folder["root"], "the test");
        LogStoreOptions options = new();
        options.Files["*"] = new LogFileOptions { Template = "{Message}" };
        Settings = new LogFileSettings(options);
        Instruments = new SiloInstruments(Readings.Meter);
    }

    public LogRoot Root { get; }

    public LogFileSettings Settings { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(Some.Time));

    public RecordingLogger Logger { get; } = new();

    /// <summary>What its instruments say.</summary>
    public Readings Readings { get; } = new();

    public SiloInstruments Instruments { get; }

    public LogFileWriter Open(string name = "orders", ILogStorage? storage = null, Limits? limits = null) =>
        new(LogFileName.Parse(name), Root, storage ?? new LogStorage(), Settings, new ByteBudget(256 * 1024 * 1024), Time, Logger, limits, instruments: Instruments);

    /// <summary>Has all log files roll in another way from now on.</summary>
    public void Follow(Action<RollOptions> roll) => Apply(options => roll(options.Roll));

    /// <summary>Has closed segments kept in another way from now on.</summary>
    public void Keep(Action<RetainOptions> retain) => Apply(options => retain(options.Retain));

    /// <summary>The names of the visible files in the root, links included, in order.</summary>
    public string[] Files() => [.. Directory.GetFiles(Root.FullPath).Select(path => Path.GetFileName(path)).Where(name => name[0] != '.').Order(StringComparer.Ordinal)];

    public string PathOf(string file) => Path.Combine(Root.FullPath, file);

    public string JournalFolderOf(string name = "orders") => Root.JournalFolderOf(LogFileName.Parse(name));

    /// <summary>The newest journal.</summary>
    public string JournalOf(string name = "orders") => Directory.GetFiles(JournalFolderOf(name), "*.journal").Max()!;

    /// <summary>All of a segment, torn lines included.</summary>
    public string Text(string name = "orders", string day = Today) => File.ReadAllText(PathOf($"{name}-{day}.log"));

    /// <summary>A segment's lines, all of which are whole.</summary>
    public string[] Lines(string name = "orders", string day = Today)
    {
        string text = Text(name, day);
        Assert.True(text.Length == 0 || text[^1] == '\n', $"Log file '{name}' ends in a torn line: {text}");
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Lets time go on until something has happened that the writer does by itself.</summary>
    public async Task UntilAsync(Func<bool> condition)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(60));
        while (!condition())
        {
            Time.Advance(TimeSpan.FromSeconds(5));
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, patience.Token);
        }
    }

    private void Apply(Action<LogFileOptions> change)
    {
        LogStoreOptions options = new();
        options.Files["*"] = new LogFileOptions { Template = "{Message}" };
        change(options.Files["*"]);
        Settings.Apply(options);
    }

    public void Dispose()
    {
        Readings.Dispose();
        Root.Dispose();
        _folder.Dispose();
    }
}
