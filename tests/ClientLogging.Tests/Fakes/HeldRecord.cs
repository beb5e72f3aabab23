using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LogActors.Tests;

/// <summary>A record that was made earlier and held back.</summary>
internal sealed class HeldRecord : BufferedLogRecord
{
    public required DateTimeOffset At { get; init; }

    public LogLevel Level { get; init; } = LogLevel.Information;

    public EventId Event { get; init; }

    public string? Text { get; init; }

    public string? Template { get; init; }

    public string? Thrown { get; init; }

    public Activity? Activity { get; init; }

    public KeyValuePair<string, object?>[] Tags { get; init; } = [];

    /// <summary>What asking for the tags throws.</summary>
    public Exception? Failure { get; init; }

    public override DateTimeOffset Timestamp => At;

    public override LogLevel LogLevel => Level;

    public override EventId EventId => Event;

    public override string? FormattedMessage => Text;

    public override string? MessageTemplate => Template;

    public override string? Exception => Thrown;

    public override ActivityTraceId? ActivityTraceId => Activity?.TraceId;

    public override ActivitySpanId? ActivitySpanId => Activity?.SpanId;

    public override IReadOnlyList<KeyValuePair<string, object?>> Attributes => Failure is null ? Tags : throw Failure;
}
