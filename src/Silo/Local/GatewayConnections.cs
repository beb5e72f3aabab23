using Microsoft.AspNetCore.Connections;

namespace LogActors;

/// <summary>Counts the applications that are connected to the silo's gateway. Thread-safe.</summary>
internal sealed class GatewayConnections
{
    private int _open;

    /// <summary>Raised with the new number, on the connection's thread, whenever one opens or closes.</summary>
    public event Action<int>? Changed;

    public int Open => Volatile.Read(ref _open);

    /// <summary>A connection middleware that counts.</summary>
    public ConnectionDelegate Count(ConnectionDelegate next) => async connection =>
    {
        Changed?.Invoke(Interlocked.Increment(ref _open));
        try
        {
            await next(connection);
        }
        finally
        {
            Changed?.Invoke(Interlocked.Decrement(ref _open));
        }
    };
}
