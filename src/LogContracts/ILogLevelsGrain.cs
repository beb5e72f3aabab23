namespace LogActors;

/// <summary>Says which levels the silo's settings ask of log files. Its key means nothing: every silo answers for itself, out of its settings.</summary>
[Alias("logactors.ILogLevelsGrain")]
public interface ILogLevelsGrain : IGrainWithIntegerKey
{
    /// <summary>The levels of log files. Opens and creates none.</summary>
    /// <param name="logFiles">The names of all log files of one producer.</param>
    /// <returns>The levels of the first of them, as many as an answer may have; ask again for the others.</returns>
    [Alias("get"), ResponseTimeout("00:00:05")]
    ValueTask<LogLevelsReceipt> GetAsync(string[] logFiles);
}
