using System.Globalization;
using System.Text;
using NodaTime;

namespace LogActors.Tests;

/// <summary>Lets a writer that rolls live through a history on a <see cref="ModelDisk"/>, and holds its folder against a <see cref="RollReference"/> after each step.</summary>
/// <remarks>
/// There is no link to the current segment, as on a file system without links: a link would be made on the disk of the machine. What calls that fail do to a writer is
/// <see cref="WriterHistory"/>'s matter.
/// </remarks>
internal sealed partial class RollHistory : IDisposable
{
    private const int Damaged = 2205;
    private static readonly LogFileName s_name = LogFileName.Parse("shop/orders");
    private static readonly Guid s_producer = new(1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);

    private readonly LogRoot _root;
    private readonly string _folder;
    private readonly RandomRoll _roll;
    private readonly RollReference _reference;
    private readonly JumpingTime _time;
    private readonly LogFileSettings _settings;
    private readonly ModelDisk _disk = new();
    private readonly RecordingLogger _logger = new();
    private ModelProcess _process = null!;
    private DrivenWriter _writer = null!;
    private int _foreignFiles;

    public RollHistory(LogRoot root, RandomRoll roll)
    {
        _root = root;
        _folder = Path.GetDirectoryName(root.StemOf(s_name))!;
        _roll = roll;
        _reference = new RollReference(roll);
        _time = new JumpingTime(roll.Now);
        _settings = new LogFileSettings(Options());
    }

    /// <summary>Puts a file where the link would be made, once for all histories in a root.</summary>
    public static void ForbidLinks(LogRoot root)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(root.StemOf(s_name))!);
        File.WriteAllText(root.StemOf(s_name) + ".log", "");
    }

    /// <summary>Lives through a history.</summary>
    /// <exception cref="PromiseBroken">The folder is not as it has to be.</exception>
    public void Run(IReadOnlyList<RollStep> steps)
    {
        Start();
        for (int i = 0; i < steps.Count; i++)
        {
            if (_reference.IsDisturbed && steps[i] is not (RollStep.Append or RollStep.RollNow or RollStep.Sync or RollStep.Wait or RollStep.WaitForEnd or RollStep.Follow))
            {
                Do(new RollStep.Tend());                        // the writer looks once a second
            }

            Do(steps[i]);
            Check(steps, i);
        }

        Do(new RollStep.Append(1));
        Do(new RollStep.Reopen());
        Check(steps, steps.Count);
    }

    /// <summary>Ends the process: a sync that nobody ends keeps its thread.</summary>
    public void Dispose() => _process?.Die();

    private void Do(RollStep step)
    {
        switch (step)
        {
            case RollStep.Append append:
                Append(append.Records);
                break;
            case RollStep.Wait wait:
                MoveTo(_reference.Now + wait.By);
                break;
            case RollStep.WaitForEnd wait when _reference.PeriodEnd < RandomRoll.Last:
                MoveTo(Instant.Max(_reference.Now, _reference.PeriodEnd + Duration.FromSeconds(wait.Seconds)));
                break;
            case RollStep.Tend:
                _reference.Tend();
                _writer.Work([], syncDue: false);
                break;
            case RollStep.Sync:
                _reference.Sync();
                _writer.Work([], syncDue: true);
                _writer.Settle();
                break;
            case RollStep.RollNow:
                RollNow();
                break;
            case RollStep.Reopen:
                _reference.End(inOrder: true);
                _writer.Close();
                Start();
                break;
            case RollStep.Kill:
                _reference.End(inOrder: false);
                Start();
                break;
            case RollStep.LosePower loss:
                LosePower(loss.Seed);
                break;
            case RollStep.Follow follow:
                (_reference.Naming, _reference.MaxBytes, _reference.RollEmpty) = (follow.Naming, follow.MaxBytes, follow.RollEmpty);
                _settings.Apply(Options());
                break;
            case RollStep.Keep keep:
                _reference.Keep(keep.BackupCount);
                _writer.Keep(_folder, new RetainOptions { BackupCount = keep.BackupCount }, _reference.Now);
                break;
            case RollStep.Foreign foreign:
                Do(foreign);
                break;
        }

        Settle();
    }

    private void Append(int records)
    {
        long first = _reference.Next;
        string lines = string.Concat(Enumerable.Range(0, records).Select(i => string.Create(CultureInfo.InvariantCulture, $"record {first + i}\n")));
        bool written = _reference.Append(lines, first + records);
        AppendReceipt receipt = Ask(new PendingAppend(Some.Batch(s_producer, first, records)));
        Expect(receipt.Outcome == (written ? AppendOutcome.Appended : AppendOutcome.Faulted), () => $"{receipt} came for {lines}");
        if (!written)
        {
            Append(records);
        }
    }

    private void RollNow()
    {
        string? closed = _reference.RollNow();
        PendingRoll roll = new();
        AppendReceipt receipt = Ask(roll);
        Expect(receipt.Outcome == AppendOutcome.Appended && (closed is null || roll.Closed == closed), () => $"{receipt} came with {roll.Closed}, and {closed} is what was closed");
    }

    // Lets those syncs end that begin because a roll is near.
    private void Settle()
    {
        while (_writer.IsSyncing)
        {
            _writer.EndSync();
            _reference.NoteSync();
            _reference.Tend();
            _writer.Work([], syncDue: false);
        }
    }

    private void LosePower(int seed)
    {
        _reference.End(inOrder: false);
        _process.Die();
        _disk.LosePower(new Random(seed));
        Start();
        Ask(new PendingSync(Guid.Empty, 0, -1) { Level = AckLevel.Durable });
        string found = _reference.Current is { } current ? TextOf(Path.Combine(_folder, current.Name)) : "";
        Expect(_reference.Lose(found), () => $"the power loss has left '{found}' of '{_reference.Current?.Text}', of which {_reference.Current?.Synced} bytes were synced");
    }

    private AppendReceipt Ask(PendingReceipt receipt)
    {
        _writer.Work([receipt], syncDue: false);
        if (receipt is PendingRoll)
        {
            Settle();                                           // it waits until little is unsynced
        }

        Expect(receipt.Receipt.IsCompleted, () => $"{receipt} is not answered");
        return receipt.Receipt.Result;
    }

    private void MoveTo(Instant now)
    {
        if (now > RandomRoll.First && now < RandomRoll.Last)
        {
            _reference.Now = now;
            _time.Now = now;
        }
    }

    private void Start()
    {
        _process?.Die();
        _process = new ModelProcess(_disk);
        _writer = new DrivenWriter(s_name, _root, _process, _settings, Limits.Usual, _time, _logger);
    }

    private LogStoreOptions Options()
    {
        LogStoreOptions options = new();
        LogFileOptions file = new() { Template = "{Message}" };
        (file.Roll.When, file.Roll.Interval, file.Roll.AtTime, file.Roll.TimeZone) = (_roll.When, _roll.Interval, _roll.AtTime, _roll.Zone);
        (file.Roll.Naming, file.Roll.MaxBytes, file.Roll.RollEmpty) = (_reference.Naming, _reference.MaxBytes, _reference.RollEmpty);
        options.Files["*"] = file;
        return options;
    }

    private string TextOf(string path) => _disk.Find(path) is { } file ? Encoding.UTF8.GetString(file.Content) : "";

    private void Check(IReadOnlyList<RollStep> steps, int step)
    {
        SortedDictionary<string, string> found = new(StringComparer.Ordinal);
        foreach (string path in _disk.Paths.Where(path => Path.GetDirectoryName(path) == _folder && !_disk.IsPrepared(path)))
        {
            found.Add(Path.GetFileName(path), TextOf(path));
        }

        Expect(found.SequenceEqual(_reference.Files), () => $"{When(steps, step)}, at {_reference.Now}, there is\n{Listing(found)}and there has to be\n{Listing(_reference.Files)}");
        Expect(!_logger.Has(Damaged), () => $"{When(steps, step)}, {string.Join(' ', _logger.Of(Damaged))}");
    }

    private static string When(IReadOnlyList<RollStep> steps, int step) => step < steps.Count ? string.Create(CultureInfo.InvariantCulture, $"after step {step}, {steps[step]}") : "at the end";

    private static string Listing(IEnumerable<KeyValuePair<string, string>> files) => string.Concat(files.Select(file => $"  {file.Key}: {file.Value.Replace('\n', ';')}\n"));

    private static void Expect(bool condition, Func<string> otherwise)
    {
        if (!condition)
        {
            throw new PromiseBroken(otherwise());
        }
    }
}
