using System.Globalization;
using NodaTime;

namespace LogActors.Tests;

/// <summary>A writer's random life with the calendar of Python, and the states in which it is after each step; a handler of Python is to have the same.</summary>
/// <remarks>
/// What <c>docs/rotation.md</c> and <c>docs/retention.md</c> say is different is left out. Python begins a period anew when it starts, so only the writer is restarted. It writes on to a current file that was
/// deleted, so none is. It deletes whatever is called like a closed file, so where files are deleted nobody else makes any. Where a name is taken, a history ends with a number behind it: Python
/// stays in its file for ever.
/// </remarks>
internal sealed class HandlerWriterHistory : IDisposable
{
    private readonly HandlerSettings _settings;
    private readonly Random _random;
    private readonly ScriptedInstants _clock;
    private readonly MemoryFolder _folder = new();
    private readonly HandlerModel _model;
    private readonly HandlerWriter _writer;
    private readonly List<object[]> _steps = [];
    private readonly List<string> _states = [""];
    private string? _different;

    public HandlerWriterHistory(LogRoot root, HandlerSettings settings, Random random)
    {
        _settings = settings;
        _random = random;
        _model = new HandlerModel(settings.Calendar(), settings.BackupCount, _folder);
        _clock = new ScriptedInstants(settings, random);
        Start = _clock.Now;
        _writer = new HandlerWriter(root, settings, Start);
    }

    public Instant Start { get; }

    public IReadOnlyList<string> States => _states;

    public int Rolls { get; private set; }

    /// <summary>Whether it ended because the next state is another one than Python's.</summary>
    public bool HasEnded { get; private set; }

    public object ForPython() => new { zone = _settings.Zone, settings = _settings.ForPython(), start = Seconds(Start), steps = _steps };

    /// <summary>Lives.</summary>
    /// <returns>What has changed of the writer's state in a step that Python has no part in, if something has.</returns>
    public string? Live()
    {
        if (_settings.BackupCount == 0 && _random.Next(4) == 0)
        {
            TakeUp();
        }

        _model.Start(Start);
        Emit();
        int steps = _random.Next(8, 30);
        for (int i = 0; i < steps && !HasEnded && _clock.Move(_model.Period); i++)
        {
            string before = _states[^1];
            int count = _states.Count;
            Step();
            if (!HasEnded && _states.Count == count && State(_clock.Now) != before)
            {
                return $"Without a step of Python '{before}' has become '{State(_clock.Now)}' at {_clock.Now}.";
            }
        }

        return _different;
    }

    public void Dispose() => _writer.Dispose();

    // There is a file of Python from before.
    private void TakeUp()
    {
        Instant modified = Instant.FromUnixTimeSeconds(Start.ToUnixTimeSeconds() - _random.NextInt64(3 * _settings.When.Seconds() * _settings.Interval));
        _steps.AddRange(["create", Seconds(Start), HandlerModel.FileName], ["modify", Seconds(Start), Seconds(modified)], ["restart", Seconds(Start)]);
        _states.AddRange("", "", "");
        MemoryFolder.MemoryFile file = _folder.Open(HandlerModel.FileName, modified);
        file.Text.Append("made;");
        _writer.Create(HandlerModel.FileName, modified);
    }

    private void Step()
    {
        Instant now = _clock.Now;
        _writer.MoveTo(now);
        switch (_random.Next(20))
        {
            case 0 or 1:
                _writer.Restart(inOrder: true);
                break;
            case 2:
                _writer.Restart(inOrder: false);
                break;
            case 3:
                _writer.Idle();
                break;
            case 4 when _settings.BackupCount == 0:
                Create(now, _random.Next(3) == 0 ? _model.NameAtRoll(now) : $"{HandlerModel.FileName}.2001-02-03");
                break;
            case 5 when _folder.Names.Count > 1:
                Delete(now, _folder.Names[_random.Next(1, _folder.Names.Count)]);
                break;
            default:
                Emit();
                break;
        }
    }

    private void Create(Instant now, string name)
    {
        if (_folder.Find(name) is null)
        {
            _folder.Open(name, now).Text.Append("made;");
            _writer.Create(name, now);
            Add(now, "create", name);
        }
    }

    private void Delete(Instant now, string name)
    {
        _folder.Delete(name);
        _writer.Delete(name);
        Add(now, "delete", name);
    }

    private void Emit()
    {
        Instant now = _clock.Now;
        string text = _writer.NextText;
        string taken = _model.NameAtRoll(now);
        if (_model.Period.IsOver(now) && IsDifferent(taken))
        {
            HasEnded = true;
            return;
        }

        if (_model.Period.IsOver(now) && _folder.Find(taken) is not null)
        {
            HasEnded = true;
            GoOnWithoutPython(now, taken);
            return;
        }

        RollPeriod before = _model.Period;
        _model.Emit(now, text);
        _writer.Emit();
        Rolls += _model.Period == before ? 0 : 1;
        Add(now, "emit", text);
    }

    // Python deletes by the names of files, and the writer by the order in which it has made them; after a change of the clocks that may be another.
    private bool IsDifferent(string name) =>
        _settings.BackupCount > 0 && _folder.Names.Any(other => other != HandlerModel.FileName && string.CompareOrdinal(other, name) >= 0);

    private void GoOnWithoutPython(Instant now, string taken)
    {
        int number = 2;
        while (_folder.Find(Numbered(taken, number)) is not null)
        {
            number++;
        }

        _folder.Rename(HandlerModel.FileName, Numbered(taken, number));
        _folder.Open(HandlerModel.FileName, now).Text.Append(_writer.NextText).Append(';');
        _writer.Emit();
        _different = _settings.BackupCount > 0 || _folder.ToString() == _writer.Files() ? null : $"There is '{_writer.Files()}', and there has to be '{_folder}'.";
    }

    private void Add(Instant now, string step, string argument)
    {
        _steps.Add([step, Seconds(now), argument]);
        _states.Add(State(now));
    }

    // A deadline that has passed is the calendar's; the writer only knows that a roll is due.
    private string State(Instant now)
    {
        Instant? deadline = _writer.Deadline() ?? (_model.Period.IsOver(now) ? _model.Period.End : null);
        return string.Create(CultureInfo.InvariantCulture, $"{deadline?.ToUnixTimeSeconds()} {_writer.Files()}");
    }

    private static string Numbered(string name, int number) => string.Create(CultureInfo.InvariantCulture, $"{name}.{number:D4}");

    private static double Seconds(Instant instant) => instant.ToUnixTimeTicks() / (double)NodaConstants.TicksPerSecond;
}
