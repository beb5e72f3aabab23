using Microsoft.AspNetCore.Connections;
using Orleans.Runtime;
using Orleans.Runtime.Messaging;

namespace LogActors;

/// <summary>Why there is no connection to a silo, in words for a person, out of what Orleans throws.</summary>
/// <remarks>
/// Orleans tries several times a second, and most attempts end because of the one before; of the rest some only say that the other side hung up.
/// What says more than that is kept. One writer; <see cref="Reason"/> may be read from any thread.
/// </remarks>
internal sealed class ConnectProblem
{
    private volatile string? _reason;

    /// <summary>The most telling reason of the last attempts, in one line; <see langword="null"/> if nothing has failed.</summary>
    public string? Reason => _reason;

    /// <summary>Notes what ended an attempt.</summary>
    public void Note(Exception exception)
    {
        Exception? cause = exception;
        while (cause is ConnectionFailedException or AggregateException)
        {
            cause = cause.InnerException;
        }

        if (cause is not null && (_reason is null || !OnlyHungUp(cause)))
        {
            string sentence = cause is SiloUnavailableException ? "no gateway is known"
                : OnlyHungUp(cause) ? "it closes the connection; is it the gateway of a silo, and of the same ClusterId?"
                : cause.Message;
            _reason = sentence.ReplaceLineEndings(" ").Trim().TrimEnd('.');
        }
        else if (_reason is null)
        {
            _reason = "no gateway can be connected to";
        }
    }

    /// <summary>There is a connection.</summary>
    public void Clear() => _reason = null;

    private static bool OnlyHungUp(Exception cause) =>
        cause is ConnectionAbortedException || cause.Message.Contains("terminated prematurely", StringComparison.Ordinal);
}
