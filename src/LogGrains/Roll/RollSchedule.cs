using NodaTime;

namespace LogActors;

/// <summary>The present period of a log file, by the clock and the settings of this moment.</summary>
/// <remarks>When the settings change, the period's start stays. Not thread-safe; owned by one writer.</remarks>
internal sealed class RollSchedule(LogFileName name, LogFileSettings settings, TimeProvider time)
{
    private long _version;
    private RollOptions _options = new();
    private IRollCalendar _calendar = new EndlessCalendar(DateTimeZone.Utc);
    private RollPeriod _period;

    public RollOptions Options
    {
        get
        {
            Follow();
            return _options;
        }
    }

    /// <summary>When the present period began: what is kept over a restart.</summary>
    public Instant Start => _period.Start;

    public Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    public bool IsOver => Present.IsOver(Now);

    /// <summary>How long it is until the present period is over; <see cref="Duration.MaxValue"/> if it never is.</summary>
    public Duration Left => Present.End < Instant.MaxValue ? _period.End - Now : Duration.MaxValue;

    private RollPeriod Present
    {
        get
        {
            Follow();
            return _period;
        }
    }

    private IRollCalendar Calendar
    {
        get
        {
            Follow();
            return _calendar;
        }
    }

    /// <summary>Takes the period that contains <paramref name="now"/>, for a log file that has none.</summary>
    public void Begin(Instant now) => _period = Calendar.Begin(now);

    /// <summary>Takes up a period that was kept.</summary>
    public void Resume(Instant start) => _period = Calendar.Resume(start);

    /// <summary>Goes on to the period of this moment, if the present one is over.</summary>
    public void Advance() => _period = Calendar.Advance(Present, Now);

    /// <summary>What a segment of the present period is called that begins, or is closed, now.</summary>
    public PeriodName NameNow() => Calendar.NameOf(Present, Now);

    /// <summary>What a segment is called that was last written at some time, and closed then.</summary>
    public PeriodName NameAt(Instant then) => Calendar.NameOf(Calendar.Begin(then), then);

    private void Follow()
    {
        if (_version != settings.Version)
        {
            (LogFileOptions options, _version) = settings.For(name);
            _options = options.Roll;
            _calendar = RollCalendars.Create(_options);
            _period = _calendar.Resume(_period.Start);
        }
    }
}
