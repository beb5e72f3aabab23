namespace LogActors;

/// <summary>Tells a person on standard error that records of one log file have been waiting for 10 s, why, and when they go on; and how many were refused.</summary>
/// <remarks>Thread-safe: the sender reports, and a timer calls <see cref="Look"/>. At most one such line a minute, and one about refused records each 10 s.</remarks>
/// <param name="file">The log file.</param>
/// <param name="waiting">How many of its records wait.</param>
/// <param name="time">What the silence is measured with.</param>
internal sealed class DeliveryWatch(LogFileName file, Func<long> waiting, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan QuietAfterNotice = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private long? _since;
    private long? _noticed;
    private bool _told;
    private string? _reason;
    private long? _refusalNoticed;
    private long _refused;
    private string? _refusal;

    /// <summary>Why the batch under way could not be delivered so far; <see langword="null"/> if nothing has failed.</summary>
    public string? Reason
    {
        get
        {
            lock (_gate)
            {
                return _reason;
            }
        }
    }

    /// <summary>How long the oldest batch has been under way; <see langword="null"/> if none is.</summary>
    public TimeSpan? Age
    {
        get
        {
            lock (_gate)
            {
                return _since is { } since ? time.GetElapsedTime(since) : null;
            }
        }
    }

    /// <summary>A batch sets out.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            _since = time.GetTimestamp();
        }
    }

    /// <summary>An attempt to deliver it has failed; another follows.</summary>
    public void Fail(string reason)
    {
        lock (_gate)
        {
            _reason = reason.ReplaceLineEndings(" ").Trim().TrimEnd('.');
        }
    }

    /// <summary>It has been delivered.</summary>
    public void Succeed()
    {
        string? sentence;
        lock (_gate)
        {
            sentence = _told ? $"Records for log file '{file}' are written again, after {Seconds(_since)} s." : null;
            _since = null;
            _reason = null;
            _told = false;
        }

        if (sentence is not null)
        {
            StandardError.Write(sentence);
        }
    }

    /// <summary>The silo will never take it.</summary>
    public void Refuse(long records, string? reason)
    {
        Succeed();                                              // what follows is not held up
        lock (_gate)
        {
            _refused += records;
            _refusal = reason;
        }

        TellRefused(atOnce: false);
    }

    /// <summary>Says what is to be said by now.</summary>
    public void Look()
    {
        string? sentence = null;
        lock (_gate)
        {
            if (!_told && HasPassed(_since, Patience) && (_noticed is null || HasPassed(_noticed, QuietAfterNotice)))
            {
                _told = true;
                _noticed = time.GetTimestamp();
                sentence = $"Nothing has been written to log file '{file}' for {Seconds(_since)} s: {_reason ?? "no answer"}. ";
            }
        }

        if (sentence is not null)
        {
            StandardError.Write($"{sentence}{waiting()} records wait.");
        }

        TellRefused(atOnce: false);
    }

    /// <summary>Says what would otherwise have been said later.</summary>
    public void Close() => TellRefused(atOnce: true);

    private void TellRefused(bool atOnce)
    {
        string sentence;
        lock (_gate)
        {
            if (_refused == 0 || (!atOnce && _refusalNoticed is not null && !HasPassed(_refusalNoticed, Patience)))
            {
                return;
            }

            sentence = $"The silo refused {_refused} records for log file '{file}': {_refusal}";
            _refused = 0;
            _refusalNoticed = time.GetTimestamp();
        }

        StandardError.WriteLoss(sentence);
    }

    private bool HasPassed(long? since, TimeSpan duration) => since is { } timestamp && time.GetElapsedTime(timestamp) >= duration;

    private string Seconds(long? since) => since is { } timestamp ? time.GetElapsedTime(timestamp).TotalSeconds.ToString("0", System.Globalization.CultureInfo.InvariantCulture) : "0";
}
