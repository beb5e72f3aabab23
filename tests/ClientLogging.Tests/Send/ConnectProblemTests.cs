using Microsoft.AspNetCore.Connections;
using Orleans.Runtime;
using Orleans.Runtime.Messaging;

namespace LogActors.Tests;

public sealed class ConnectProblemTests
{
    private readonly ConnectProblem _problem = new();

    [Fact]
    public void Reason_NothingHappened_IsNull() => Assert.Null(_problem.Reason);

    [Fact]
    public void Note_WrappedFailure_NamesTheCause()
    {
        _problem.Note(Attempt(new IOException("Unable to connect to 127.0.0.1:1. Error: ConnectionRefused")));

        Assert.Equal("Unable to connect to 127.0.0.1:1. Error: ConnectionRefused", _problem.Reason);
    }

    [Fact]
    public void Note_AttemptThatEndedBecauseOfTheOneBefore_KeepsTheCause()
    {
        _problem.Note(Attempt(new InvalidOperationException("Unexpected cluster id \"logactors\", expected \"wrong\"")));

        _problem.Note(Attempt(null));
        _problem.Note(Attempt(new InvalidOperationException("Connection terminated prematurely")));
        _problem.Note(Attempt(new ConnectionAbortedException("Underlying connection closed")));

        Assert.Equal("Unexpected cluster id \"logactors\", expected \"wrong\"", _problem.Reason);
    }

    [Fact]
    public void Note_AnotherCause_ReplacesTheLast()
    {
        _problem.Note(Attempt(new ConnectionAbortedException("Underlying connection closed.")));
        string? hungUp = _problem.Reason;

        _problem.Note(new InvalidOperationException("The host of gateway 'a:1' cannot be looked up: unknown."));

        Assert.Equal(("it closes the connection; is it the gateway of a silo, and of the same ClusterId?", "The host of gateway 'a:1' cannot be looked up: unknown"), (hungUp, _problem.Reason));
    }

    [Fact]
    public void Note_NothingToConnectTo_SaysSo()
    {
        _problem.Note(new SiloUnavailableException("Could not find any gateway in 'LogActors.GatewayList'."));

        Assert.Equal("no gateway is known", _problem.Reason);
    }

    // The layers that Orleans puts around a cause.
    private static ConnectionFailedException Attempt(Exception? cause) => new(
        "Unable to connect to any of the 1 available gateways.",
        new ConnectionFailedException(cause is null ? "Unable to connect to S127.0.0.1:1:0, will retry after 243.0475ms" : "See InnerException", cause!));
}
