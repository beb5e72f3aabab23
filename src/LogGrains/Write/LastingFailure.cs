namespace LogActors;

/// <summary>A failure that is met again with every attempt, and is said once: until it is over, or another one.</summary>
internal sealed class LastingFailure
{
    private (string Subject, string Message)? _said;

    /// <summary>Whether it has not been said. From now on it has.</summary>
    /// <param name="subject">What failed.</param>
    /// <param name="exception">How.</param>
    public bool IsNews(string subject, Exception exception)
    {
        (string, string)? last = _said;
        _said = (subject, exception.Message);
        return last != _said;
    }

    /// <summary>It is over: what comes next is news.</summary>
    public void End() => _said = null;
}
