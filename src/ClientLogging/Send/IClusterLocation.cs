namespace LogActors;

/// <summary>Says where the silos are, again each time it is asked.</summary>
internal interface IClusterLocation : IAsyncDisposable
{
    /// <summary>The Orleans cluster id of the silos there; <see langword="null"/> until it is known, with the first gateways at the latest. It may change with them.</summary>
    string? ClusterId { get; }

    /// <summary>The Orleans service id, known when <see cref="ClusterId"/> is.</summary>
    string? ServiceId { get; }

    /// <summary>Whether looking for gateways starts no silo at this moment: one runs, or it is not ours to start.</summary>
    bool IsRunning { get; }

    /// <summary>What to call the place when a person is told that it does not answer.</summary>
    string Description { get; }

    /// <summary>From now on looking for gateways may start a silo. Until then there are none where one would have to be started.</summary>
    void AllowStart();

    /// <summary>The gateways' addresses at this moment; empty if none is known yet.</summary>
    /// <exception cref="InvalidOperationException">None can be found out; the message says why.</exception>
    Task<IReadOnlyList<System.Net.IPEndPoint>> FindGatewaysAsync(CancellationToken cancellationToken);
}
