using NodaTime;

namespace LogActors.Tests;

/// <summary>What TimedRotatingFileHandler does with files, by the calendar under test.</summary>
internal sealed class HandlerModel(PythonCalendar calendar, int backupCount, MemoryFolder folder)
{
    public const string FileName = "app.log";
    private MemoryFolder.MemoryFile? _stream;

    public RollPeriod Period { get; private set; }

    public void Start(Instant now)
    {
        _stream = null;
        Period = calendar.Begin(folder.Find(FileName)?.Modified ?? now);
    }

    public void Emit(Instant now, string text)
    {
        if (Period.IsOver(now))
        {
            Roll(now);
        }

        _stream ??= folder.Open(FileName, now);
        _stream.Text.Append(text).Append(';');
        _stream.Modified = now;
    }

    public string NameAtRoll(Instant now) => $"{FileName}.{PeriodText.Format(RollNaming.TimedRotating, calendar.NameOf(Period, now))}";

    private void Roll(Instant now)
    {
        string name = NameAtRoll(now);
        if (folder.Find(name) is not null)
        {
            return; // for ever: CPython does not move the deadline
        }

        _stream = null;
        if (folder.Find(FileName) is not null)
        {
            folder.Rename(FileName, name);
        }

        foreach (string old in calendar.FilesToDelete(FileName, folder.Names, backupCount))
        {
            folder.Delete(old);
        }

        Period = calendar.Advance(Period, now);
    }
}
