using Microsoft.Extensions.Logging;

namespace LogActors.Bench;

/// <summary>One logger to compare. A case is started once in each application process of a run, and in a run of several all of them write at the same time.</summary>
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

    /// <summary>Throws unless this process's <paramref name="records"/> records have gone where they should, as far as the process can tell. Called after <see cref="FinishAsync"/>, not timed.</summary>
    void Verify(int records)
    {
        // The files tell it.
    }

    /// <summary>Throws unless the files of all processes together hold exactly the orders 0 to <paramref name="records"/> - 1, each once. Called when they have all finished, on an instance that was not started.</summary>
    void VerifyFiles(IReadOnlyList<string> paths, OutputFormat format, int records) => FileCheck.Verify(paths, format, records);
}
