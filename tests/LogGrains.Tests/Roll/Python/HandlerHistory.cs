using System.Globalization;
using NodaTime;

namespace LogActors.Tests;

/// <summary>A handler's random life: what happens to it, and the states in which the model says it is after each step.</summary>
internal sealed class HandlerHistory
{
    private readonly HandlerSettings _settings;
    private readonly Random _random;
    private readonly ScriptedInstants _clock;
    private readonly MemoryFolder _folder = new();
    private readonly HandlerModel _model;
    private readonly List<object[]> _steps = [];
    private readonly List<string> _states = [];
    private readonly Instant _start;

    public HandlerHistory(HandlerSettings settings, Random random)
    {
        _settings = settings;
        _random = random;
        _model = new HandlerModel(settings.Calendar(), settings.BackupCount, _folder);
        _clock = new ScriptedInstants(settings, random);
        _start = _clock.Now;
        _model.Start(_start);
        _states.Add(State());
        int steps = random.Next(8, 30);
        for (int i = 0; i < steps && _clock.Move(_model.Period); i++)
        {
            Step(i);
            _states.Add(State());
        }
    }

    public IReadOnlyList<string> States => _states;

    public int Rolls { get; private set; }

    public object ForPython() => new { zone = _settings.Zone, settings = _settings.ForPython(), start = Seconds(_start), steps = _steps };

    private void Step(int number)
    {
        Instant now = _clock.Now;
        switch (_random.Next(20))
        {
            case 0 or 1:
                _steps.Add(["restart", Seconds(now)]);
                _model.Start(now);
                break;
            case 2:
                Instant modified = now - Duration.FromSeconds(_random.NextInt64(3 * _settings.When.Seconds() * _settings.Interval));
                _steps.Add(["modify", Seconds(now), Seconds(modified)]);
                _folder.Find(HandlerModel.FileName)?.Modified = modified;
                break;
            case 3:
                Create(now, NewName(now));
                break;
            case 4 or 5 when _folder.Names.Count > 0:
                string name = _folder.Names[_random.Next(_folder.Names.Count)];
                _steps.Add(["delete", Seconds(now), name]);
                _folder.Delete(name);
                break;
            default:
                RollPeriod before = _model.Period;
                string text = string.Create(CultureInfo.InvariantCulture, $"r{number}");
                _steps.Add(["emit", Seconds(now), text]);
                _model.Emit(now, text);
                Rolls += _model.Period == before ? 0 : 1;
                break;
        }
    }

    private void Create(Instant now, string name)
    {
        _steps.Add(["create", Seconds(now), name]);
        if (_folder.Find(name) is null)
        {
            _folder.Open(name, now).Text.Append("made;");
        }
    }

    private string NewName(Instant now) => _random.Next(8) switch
    {
        0 => _model.NameAtRoll(now),
        1 => $"{_model.NameAtRoll(now)}.gz",
        2 => $"{HandlerModel.FileName}.2001-99-99",
        3 => $"{HandlerModel.FileName}.2001-02-03_04",
        4 => $"{HandlerModel.FileName}.2001-02-03_04-05",
        5 => $"{HandlerModel.FileName}.2001-02-03_04-05-06",
        6 => "app.log2001-02-03",
        _ => $"{HandlerModel.FileName}.2001-02-03",
    };

    private string State() => string.Create(CultureInfo.InvariantCulture, $"{_model.Period.End.ToUnixTimeSeconds()} {_folder}").TrimEnd();

    private static double Seconds(Instant instant) => instant.ToUnixTimeTicks() / (double)NodaConstants.TicksPerSecond;
}
