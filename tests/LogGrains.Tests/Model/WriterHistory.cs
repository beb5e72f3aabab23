using Microsoft.Extensions.Time.Testing;

namespace LogActors.Tests;

/// <summary>Lets a writer live through a history on a <see cref="ModelDisk"/>, and compares with what its producers were promised.</summary>
/// <remarks>
/// The reference is small: a producer was told that so many of its records are written, and so many durable. Whatever happens, the segments have its records from the first on, each
/// once and in order, at least as many as it was told; after a power loss, as many as it was told are durable. At the end every record that was ever sent is there once.
/// </remarks>
internal sealed class WriterHistory(LogRoot root, Limits limits) : IDisposable
{
    public static readonly Limits Small = new(SegmentBytes: 6000, JournalBytes: 700);
    public static readonly Limits SmallAside = Small with { AsideBytes = 40 };
    public static readonly LogFileName Name = LogFileName.Parse("orders");
    private const int AttemptsOnASoundDisk = 3;
    private const int Damaged = 2205;

    public static LogFileSettings Settings { get; } = MakeSettings();

    private readonly ModelDisk _disk = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(Some.Time));
    private readonly RecordingLogger _logger = new();
    private readonly ModelProducer[] _producers = [new(0), new(1), new(2)];
    private readonly List<(ModelProducer Producer, long Known, long End, PendingReceipt Receipt)> _waiting = [];
    private ModelProcess _process = null!;
    private DrivenWriter _writer = null!;
    private bool _wasOpen;
    private long _epoch;
    private long _epochBefore;

    /// <summary>Lives through a history, and then lets every producer deliver everything.</summary>
    /// <exception cref="PromiseBroken">Something is not as it was promised.</exception>
    public void Run(params ReadOnlySpan<Step> steps)
    {
        Start();
        foreach (Step step in steps)
        {
            Survive(() => Do(step));
        }

        _process.Disarm();
        Survive(DeliverAll);
        Survive(_writer.Settle);
        TakeAnswers();
        Do(new Step.LosePower(steps.Length));
        DeliverAll();
        _writer.Close();
        ModelSegments.Check(_disk, _producers, producer => producer.Sent);
    }

    /// <summary>Ends the process: a sync that nobody ends keeps its thread.</summary>
    public void Dispose() => _process?.Die();

    /// <exception cref="PromiseBroken">Something is wrong.</exception>
    public static void Expect(string? wrong)
    {
        if (wrong is not null)
        {
            throw new PromiseBroken(wrong);
        }
    }

    private static LogFileSettings MakeSettings()
    {
        LogStoreOptions options = new();
        options.Files["*"] = new LogFileOptions { Template = "{Message}" };
        return new LogFileSettings(options);
    }

    private void Do(Step step)
    {
        switch (step)
        {
            case Step.Write write:
                Open();
                Work([.. write.Sends.Select(Make)], syncDue: false);
                _wasOpen |= _writer.IsOpen;                     // too late to look: something may have been written, and its undoing may have failed
                break;
            case Step.EndWrite:
                _writer.EndWrite();
                TakeAnswers();
                break;
            case Step.EndSync:
                _writer.EndSync();
                Work([], syncDue: false);
                break;
            case Step.SyncTick:
                Work([], syncDue: true);
                break;
            case Step.Midnight:
                _time.Advance(TimeSpan.FromDays(1));
                break;
            case Step.LaterOn:
                _time.Advance(TimeSpan.FromSeconds(2));
                break;
            case Step.Delete or Step.CutInWrite when _writer.IsOpen:
                Disturb(step);
                break;
            case Step.Reopen:
                _writer.Close();
                TakeAnswers();
                Start();
                break;
            case Step.Fail fail:
                _process.Arm(fail.Fault.Again());
                break;
            case Step.Mend:
                _process.Disarm();
                break;
            case Step.Kill:
                _process.Die();
                Start();
                break;
            case Step.LosePower loss:
                _process.Die();
                _disk.LosePower(new Random(loss.Seed));
                Array.ForEach(_producers, producer => producer.LosePower());
                Start();
                break;
        }
    }

    // A death before the writer has looked would take what was promised.
    private void Disturb(Step step)
    {
        _process.Disarm();
        Work([], syncDue: true);
        Settle();
        if (step is Step.Delete delete)
        {
            foreach (string path in _disk.Paths.Where(path => path.Contains("/.logactors/", StringComparison.Ordinal) && path.EndsWith(delete.Ending, StringComparison.Ordinal)).ToArray())
            {
                _disk.Delete(path);
            }
        }
        else if (step is Step.CutInWrite cut)
        {
            Work([Make(cut.Before)], syncDue: false);
            Settle();
            _process.CutsBeforeWrite = true;
            Work([Make(cut.Send)], syncDue: false);
            _writer.EndWrite();
            _process.CutsBeforeWrite = false;
            Settle();
        }

        _time.Advance(TimeSpan.FromSeconds(2));                 // it looks at names once a second
        Work([], syncDue: false);
        Settle();
        Expect(_disk.Paths.Any(path => path.EndsWith(".journal", StringComparison.Ordinal)) && _disk.Paths.Any(path => path.EndsWith("lock", StringComparison.Ordinal)) ? null : "the writer has no journal or no lock");
    }

    private void Settle()
    {
        _writer.Settle();
        TakeAnswers();
    }

    // What the process had answered before it died has been heard.
    private void Survive(Action action)
    {
        try
        {
            action();
        }
        catch (ProcessDeath)
        {
            TakeAnswers();
            Start();
        }
    }

    private void Start()
    {
        _process?.Die();
        _waiting.Clear();
        _process = new ModelProcess(_disk);
        _writer = new DrivenWriter(Name, root, _process, Settings, limits, _time, _logger);
        _wasOpen = false;
        _epochBefore = Math.Max(_epoch, _epochBefore);
        _epoch = 0;
    }

    // Before anything new is written, what is there has to be what was promised.
    private void Open()
    {
        if (!_wasOpen)
        {
            Work([new PendingSync(Guid.Empty, 0, -1) { Level = AckLevel.Durable }], syncDue: false);
            if (_writer.IsOpen)
            {
                _wasOpen = true;
                ModelSegments.Check(_disk, _producers, producer => producer.Written);
            }
        }
    }

    private PendingReceipt Make(Send send)
    {
        ModelProducer producer = _producers[send.Producer];
        if (send.Count == 0)
        {
            PendingSync sync = new(producer.Id, 0, producer.Written - 1) { Level = AckLevel.Durable };
            _waiting.Add((producer, producer.Written, producer.Written, sync));
            return sync;
        }

        if (send.Again < 0 && producer.Durable > 0)             // one that is not known could be served
        {
            PendingAppend gap = new(producer.BatchBeyondAGap());
            _waiting.Add((producer, producer.Written, long.MaxValue, gap));
            return gap;
        }

        long first = Math.Max(0, producer.Written - Math.Max(0, send.Again));
        PendingAppend append = new(producer.Batch(first, send.Count));
        _waiting.Add((producer, producer.Written, first + send.Count, append));
        return append;
    }

    private void Work(List<PendingReceipt> receipts, bool syncDue)
    {
        _writer.Work(receipts, syncDue);
        TakeAnswers();
    }

    private void TakeAnswers()
    {
        foreach ((ModelProducer producer, long known, long end, PendingReceipt pending) in _waiting.Where(waiting => waiting.Receipt.Receipt.IsCompleted).ToArray())
        {
            AppendReceipt receipt = pending.Receipt.Result;
            Expect(producer.Take(receipt, known, end));
            if (receipt.Outcome == AppendOutcome.Appended)
            {
                Expect(pending is PendingSync && receipt.Level != AckLevel.Durable ? $"a sync was answered {receipt}" : null);
                Expect(receipt.WriterEpoch <= _epochBefore || (_epoch > 0 && receipt.WriterEpoch != _epoch) ? $"epoch {receipt.WriterEpoch} follows {Math.Max(_epoch, _epochBefore)}" : null);
                _epoch = receipt.WriterEpoch;
            }
        }

        _waiting.RemoveAll(waiting => waiting.Receipt.Receipt.IsCompleted);
        Expect(_logger.Of(Damaged) is [var damage, ..] ? damage : null);
    }

    private void DeliverAll()
    {
        _time.Advance(TimeSpan.FromSeconds(2));
        Open();
        for (int attempt = 0; attempt < AttemptsOnASoundDisk && _producers.Any(producer => producer.Written < producer.Sent); attempt++)
        {
            List<PendingReceipt> receipts = [.. _producers.Where(producer => producer.Written < producer.Sent).Select(producer => Make(new Send(producer.Number, 0, (int)(producer.Sent - producer.Written))))];
            Work(receipts, syncDue: false);
            _writer.Settle();
            TakeAnswers();
        }

        Expect(Array.Find(_producers, producer => producer.Written < producer.Sent) is { } left ? $"producer {left.Number} cannot deliver to a sound disk" : null);
    }
}
