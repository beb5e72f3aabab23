using Microsoft.Extensions.Logging;

namespace LogActors.Bench;

/// <summary>One logger to compare. A case lives in a process of its own and is started once.</summary>
internal interface ICase : IAsyncDisposable
{
    /// <summary>Whether the case can write this format; it takes no part in a comparison where it cannot.</summary>
    bool CanWrite(OutputFormat format) => true;

    /// <summary>The call that each record is. Only a case with its own call-site generator has another.</summary>
    OrderCall Call => OrderLog.Accepted;

    /// <summary>Makes the case ready to log. Not timed.</summary>
    /// <returns>The factory whose loggers write to <paramref name="target"/>; the case keeps it and disposes of it.</returns>
    ValueTask<ILoggerFactory> StartAsync(LogTarget target);

    /// <summary>The processes beside this one that work for the case, read once after <see cref="StartAsync"/>. They live until the case is disposed.</summary>
    IReadOnlyList<int> OtherProcessIds => [];

    /// <summary>Returns when every record logged so far is in the file. Timed; nothing is logged afterwards.</summary>
    ValueTask FinishAsync();

    /// <summary>Throws unless exactly the orders 0 to <paramref name="records"/> - 1 have arrived, each once. Called after <see cref="FinishAsync"/>, not timed.</summary>
    void Verify(LogTarget target, int records) => FileCheck.Verify([target.FilePath], target.Format, records);
}
