using System.Diagnostics.Tracing;

namespace LogActors;

/// <summary>The provider's own diagnostics, as the event source <c>LogActors-Client</c>. The provider does not log through <c>ILogger</c>: that would feed itself.</summary>
[EventSource(Name = "LogActors-Client")]
internal sealed class ClientEvents : EventSource
{
    public static readonly ClientEvents Log = new();

    [Event(1, Level = EventLevel.Warning, Message = "{0}")]
    public void Notice(string sentence) => WriteEvent(1, sentence);

    [NonEvent]
    public void AppendFailed(string file, Exception exception)
    {
        if (IsEnabled())
        {
            AppendFailed(file, exception.ToString());
        }
    }

    [Event(3, Level = EventLevel.Informational, Message = "The sequences for log file {0} start over: {1}")]
    public void NewEpoch(string file, string reason) => WriteEvent(3, file, reason);

    [NonEvent]
    public void ConnectFailed(Exception exception)
    {
        if (IsEnabled())
        {
            ConnectFailed(exception.ToString());
        }
    }

    [NonEvent]
    public void EncodingFailed(string category, Exception exception)
    {
        if (IsEnabled())
        {
            EncodingFailed(category, exception.ToString());
        }
    }

    [Event(6, Level = EventLevel.Informational, Message = "The levels of {0} log files that the silo asks for have been applied.")]
    public void LevelsApplied(int logFiles) => WriteEvent(6, logFiles);

    [NonEvent]
    public void LevelsNotAnswered(Exception exception)
    {
        if (IsEnabled())
        {
            LevelsNotAnswered(exception.ToString());
        }
    }

    [NonEvent]
    public void LevelsNotApplied(Exception exception)
    {
        if (IsEnabled())
        {
            LevelsNotApplied(exception.ToString());
        }
    }

    [Event(9, Level = EventLevel.Warning, Message = "The silo asks for the levels of more categories than can have rules; beyond {0} rules they keep the application's filters.")]
    public void LevelsCut(int rules) => WriteEvent(9, rules);

    [Event(12, Level = EventLevel.Warning, Message = "The variable {0} is ignored as a whole: {1}.")]
    public void VariableIgnored(string variable, string reason) => WriteEvent(12, variable, reason);

    [NonEvent]
    public void ListenerFailed(Exception exception)
    {
        if (IsEnabled())
        {
            ListenerFailed(exception.ToString());
        }
    }

    [NonEvent]
    public void EndFailed(Exception exception)
    {
        if (IsEnabled())
        {
            EndFailed(exception.ToString());
        }
    }

    [Event(5, Level = EventLevel.Error, Message = "A record of category {0} could not be encoded: {1}")]
    private void EncodingFailed(string category, string exception) => WriteEvent(5, category, exception);

    [Event(2, Level = EventLevel.Warning, Message = "A batch for log file {0} failed and will be sent again: {1}")]
    private void AppendFailed(string file, string exception) => WriteEvent(2, file, exception);

    [Event(4, Level = EventLevel.Warning, Message = "No silo could be reached yet: {0}")]
    private void ConnectFailed(string exception) => WriteEvent(4, exception);

    [Event(7, Level = EventLevel.Informational, Message = "The silo did not say which levels it asks for: {0}")]
    private void LevelsNotAnswered(string exception) => WriteEvent(7, exception);

    [Event(8, Level = EventLevel.Error, Message = "The application failed where it was told of changed levels: {0}")]
    private void LevelsNotApplied(string exception) => WriteEvent(8, exception);

    [Event(10, Level = EventLevel.Error, Message = "A listener of the meter LogActors.Client failed: {0}")]
    private void ListenerFailed(string exception) => WriteEvent(10, exception);

    [Event(11, Level = EventLevel.Error, Message = "The delivery failed while the process ended: {0}")]
    private void EndFailed(string exception) => WriteEvent(11, exception);
}
