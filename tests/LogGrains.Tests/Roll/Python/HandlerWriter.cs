using System.Globalization;
using System.Text;
using NodaTime;

namespace LogActors.Tests;

/// <summary>A writer with the calendar of Python, used as a handler is: it emits records one by one, into files on a <see cref="ModelDisk"/>.</summary>
internal sealed class HandlerWriter : IDisposable
{
    private static readonly LogFileName s_name = LogFileName.Parse("app");
    private static readonly Guid s_producer = new(1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);

    private readonly LogRoot _root;
    private readonly LogFileSettings _settings;
    private readonly RetainOptions _retain;
    private readonly JumpingTime _time;
    private readonly ModelDisk _disk = new();
    private ModelProcess? _process;
    private DrivenWriter _writer;
    private long _next;

    public HandlerWriter(LogRoot root, HandlerSettings settings, Instant now)
    {
        _root = root;
        _settings = new LogFileSettings(Options(settings));
        _retain = new RetainOptions { BackupCount = settings.BackupCount };
        _time = new JumpingTime(now);
        _writer = Start();
    }

    public void MoveTo(Instant now) => _time.Now = now;

    /// <summary>What the next record says.</summary>
    public string NextText => string.Create(CultureInfo.InvariantCulture, $"record {_next}");

    public void Emit()
    {
        AppendReceipt receipt = Ask(new PendingAppend(Some.Batch(s_producer, _next)));
        Assert.Equal((AppendOutcome.Appended, _next), (receipt.Outcome, receipt.LastSequence));
        _next++;
        if (_retain.BackupCount > 0)
        {
            _writer.Keep(_root.FullPath, _retain, _time.Now);
        }
    }

    /// <summary>The writer ends, in order or not, and another one follows.</summary>
    public void Restart(bool inOrder)
    {
        if (inOrder)
        {
            _writer.Close();
        }

        _writer = Start();
        Ask(new PendingSync(Guid.Empty, 0, -1) { Level = AckLevel.Durable });
    }

    /// <summary>The writer looks after what is to be done without a record.</summary>
    public void Idle() => _writer.Work([], syncDue: false);

    /// <summary>Another program makes a file.</summary>
    public void Create(string name, Instant modified)
    {
        ModelFile file = _disk.FindOrCreate(PathOf(name));
        file.Write(0, "made\n"u8);
        file.LastWrite = modified;
    }

    public void Delete(string name) => _disk.Delete(PathOf(name));

    /// <summary>The files with their texts, as a handler's are told; without the empty one that waits for a roll.</summary>
    public string Files() => string.Join(' ', _disk.Paths.Where(path => Path.GetDirectoryName(path) == _root.FullPath && !_disk.IsPrepared(path)).Order(StringComparer.Ordinal)
        .Select(path => $"{Path.GetFileName(path)}={Encoding.UTF8.GetString(_disk.Find(path)!.Content).Replace('\n', ';')}"));

    /// <summary>When the next record is to begin the next file; <see langword="null"/> if it is to do so now.</summary>
    public Instant? Deadline() => _writer.UntilRoll is var left && left < Duration.MaxValue ? _time.Now + left : null;

    /// <summary>Ends it: a sync that nobody ends keeps its thread.</summary>
    public void Dispose() => _process?.Die();

    private string PathOf(string name) => Path.Combine(_root.FullPath, name);

    private DrivenWriter Start()
    {
        _process?.Die();
        _process = new ModelProcess(_disk);
        return new DrivenWriter(s_name, _root, _process, _settings, Limits.Usual, _time, new RecordingLogger());
    }

    private AppendReceipt Ask(PendingReceipt receipt)
    {
        _writer.Work([receipt], syncDue: false);
        return receipt.Receipt.Result;
    }

    private static LogStoreOptions Options(HandlerSettings settings)
    {
        LogStoreOptions options = new();
        LogFileOptions file = new() { Template = "{Message}" };
        (file.Roll.When, file.Roll.Interval, file.Roll.AtTime) = (settings.When, settings.Interval, settings.When.IsByWallClock() ? settings.AtTime : null);
        (file.Roll.TimeZone, file.Roll.Naming, file.Roll.Calendar) = (settings.Utc ? null : settings.Zone, RollNaming.TimedRotating, RollCalendar.PythonCompatible);
        options.Files["*"] = file;
        return options;
    }
}
