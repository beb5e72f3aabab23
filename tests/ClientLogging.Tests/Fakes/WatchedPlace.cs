using System.Net;
using System.Threading.Channels;

namespace LogActors.Tests;

/// <summary>A place without silos, that tells when somebody asks whether one runs, and when somebody looks for gateways, and whether that may start one.</summary>
internal sealed class WatchedPlace : IClusterLocation
{
    private readonly Channel<bool> _questions = Channel.CreateUnbounded<bool>();
    private readonly TaskCompletionSource _looked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isRunning;

    public Task Looked => _looked.Task.OrHung("a look for gateways");

    public bool WasLookedFor => _looked.Task.IsCompleted;

    public string? ClusterId => null;

    public string? ServiceId => null;

    public bool IsRunning
    {
        get
        {
            _questions.Writer.TryWrite(_isRunning);
            return _isRunning;
        }
        set => _isRunning = value;
    }

    public string Description => "a watched place";

    /// <summary>Whether looking for gateways may start a silo.</summary>
    public bool MayStart { get; private set; }

    public void AllowStart() => MayStart = true;

    public Task NextQuestionAsync() => _questions.Reader.ReadAsync().AsTask().OrHung("the question whether a silo runs");

    public Task<IReadOnlyList<IPEndPoint>> FindGatewaysAsync(CancellationToken cancellationToken)
    {
        _looked.TrySetResult();
        return Task.FromResult<IReadOnlyList<IPEndPoint>>([]);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
