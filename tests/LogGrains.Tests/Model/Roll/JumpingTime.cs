using NodaTime;

namespace LogActors.Tests;

/// <summary>A clock that the test puts forward and back, and a stop watch on which a second passes between any two looks at it.</summary>
/// <remarks>So whatever is looked at once a second is looked at whenever there is an occasion. It has no timers.</remarks>
internal sealed class JumpingTime(Instant now) : TimeProvider
{
    private long _seconds = 1;

    public Instant Now { get; set; } = now;

    public override long TimestampFrequency => 1;

    public override DateTimeOffset GetUtcNow() => Now.ToDateTimeOffset();

    public override long GetTimestamp() => ++_seconds;
}
