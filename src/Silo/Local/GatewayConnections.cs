using Microsoft.AspNetCore.Connections;

namespace LogActors;

/// <summary>Counts the applications that are connected to the silo's gateway, and turns away those beyond <see cref="MaxOpen"/>. Thread-safe.</summary>
internal sealed class GatewayConnections
{
    /// <summary>How many connections the gateway holds at once. Whoever is turned away tries again.</summary>
    public const int MaxOpen = 4096;

    private int _open;

    /// <summary>Raised with the new number, on the connection's thread, whenever one opens or closes.</summary>
    public event Action<int>? Changed;

    public int Open => Volatile.Read(ref _open);

    /// <summary>A connection middleware that counts, and turns away.</summary>
    public ConnectionDelegate Count(ConnectionDelegate next) => async connection =>
    {
        int open = Interlocked.Increment(ref _open);
        Changed?.Invoke(open);
        try
        {
            if (open > MaxOpen)
            {
                connection.Abort(new ConnectionAbortedException($"The gateway has {MaxOpen} connections."));
                return;
            }

            await next(connection);
        }
        finally
        {
            Changed?.Invoke(Interlocked.Decrement(ref _open));
        }
    };
}
