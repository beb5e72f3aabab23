using CsCheck;
using NodaTime;

namespace LogActors.Tests;

/// <summary>Which segments are deleted, held against the plainest way to say so: delete the oldest one until the limits are kept.</summary>
public sealed class RetentionTests
{
    private static readonly Instant Now = Instant.FromUnixTimeSeconds(1_800_000_000);

    private static readonly Gen<ClosedSegment[]> Segments = Gen.Select(Gen.Int[1, 3], Gen.OneOf(0L, 1L, 5L, 100L, long.MaxValue), Gen.Int[-20, 3])
        .Array[0, 12].Select(parts => parts.Select((part, i) => Closed((i + 1) * part.Item1, part.Item2, part.Item3)).DistinctBy(segment => segment.Number).OrderBy(segment => segment.Number).ToArray());

    private static readonly Gen<RetainOptions> Options = Gen.Select(Gen.Int[0, 6], Gen.Int[0, 12], Gen.OneOf(0L, 1L, 7L, 120L, 300L, long.MaxValue),
        (count, hours, bytes) => new RetainOptions { BackupCount = count, MaxAge = hours == 0 ? null : TimeSpan.FromHours(hours), MaxTotalBytes = bytes });

    private static readonly Gen<long> Current = Gen.OneOf(0L, 1L, 50L, 150L, 1000L);

    [Fact]
    public void Beyond_IsWhatThePlainWayDeletes() => Gen.Select(Segments, Current, Options).Sample((segments, current, options) =>
        Assert.Equal(Plain(segments, current, options), Beyond(segments, current, options)), iter: 20_000);

    [Fact]
    public void Beyond_IsNoMoreThanNeeded_AndNothingIsLeftToDelete() => Gen.Select(Segments, Current, Options).Sample((segments, current, options) =>
    {
        long[] beyond = Beyond(segments, current, options);
        ClosedSegment[] kept = [.. segments.Where(segment => !beyond.Contains(segment.Number))];

        Assert.Equal(beyond.Order(), beyond);
        Assert.Empty(Retention.Beyond(kept, current, options, Now));
        Assert.True(kept.Length == 0 || Keeps(kept, current, options));
        ClosedSegment[] young = [.. segments.Where(segment => !IsTooOld(segment, options))];
        Assert.Equal(young.TakeLast(kept.Length), kept);
        if (kept.Length < young.Length)
        {
            Assert.False(Keeps([.. young.TakeLast(kept.Length + 1)], current, options));
        }
    }, iter: 20_000);

    [Fact]
    public void Beyond_WithoutLimits_IsNothing() => Gen.Select(Segments, Current).Sample((segments, current) => Assert.Empty(Retention.Beyond(segments, current, new RetainOptions(), Now)));

    [Fact]
    public void Age_OfExactlyTheLimit_IsKept()
    {
        RetainOptions options = new() { MaxAge = TimeSpan.FromHours(2) };
        ClosedSegment[] segments = [Closed(1, 10, -2), Closed(2, 10, -2) with { ClosedAt = Now - Duration.FromHours(2) - Duration.FromTicks(1) }];

        Assert.Equal([2], Beyond(segments, 0, options));
    }

    [Fact]
    public void CurrentSegment_ThatIsBeyondTheLimitAlone_LeavesNoRoomForAnother()
    {
        RetainOptions options = new() { MaxTotalBytes = 100 };

        Assert.Equal([1, 2], Beyond([Closed(1, 0, -2), Closed(2, 1, -1)], 101, options));
        Assert.Equal([], Beyond([Closed(1, 0, -2), Closed(2, 0, -1)], 100, options));
    }

    [Fact]
    public void Rule_IsTheOneThatIsReachedFirst_GoingBack()
    {
        ClosedSegment[] segments = [Closed(1, 1, -9), Closed(2, 1, -1), Closed(3, 90, -1), Closed(4, 10, -1)];

        (long, RetentionRule)[] byCount = [.. Retention.Beyond(segments, 0, new RetainOptions { BackupCount = 2, MaxTotalBytes = 100, MaxAge = TimeSpan.FromHours(5) }, Now)];
        (long, RetentionRule)[] byBytes = [.. Retention.Beyond(segments, 1, new RetainOptions { BackupCount = 2, MaxTotalBytes = 100 }, Now)];

        Assert.Equal([(1, RetentionRule.Age), (2, RetentionRule.Count)], byCount);
        Assert.Equal([(1, RetentionRule.Bytes), (2, RetentionRule.Bytes), (3, RetentionRule.Bytes)], byBytes);
    }

    [Fact]
    public void BeyondRoot_IsWhatThePlainWayDeletes() => Gen.Select(Segments, Segments, Segments, Current, Gen.OneOf(0L, 1L, 100L, 500L, long.MaxValue)).Sample((a, b, c, current, max) =>
    {
        RetainedFile[] files = [new(LogFileName.Parse("b"), b, current), new(LogFileName.Parse("shop/a"), a, 0), new(LogFileName.Parse("c"), c, 1)];
        List<(LogFileName Name, ClosedSegment Segment)> left = [.. files.SelectMany(file => file.Segments.Select(segment => (file.Name, segment)))];
        List<(LogFileName, long)> expected = [];
        while (max > 0 && left.Count > 0 && left.Aggregate((Int128)current + 1, (sum, one) => sum + one.Segment.Bytes) > max)
        {
            (LogFileName Name, ClosedSegment Segment) oldest = left.OrderBy(one => one.Segment.ClosedAt).ThenBy(one => one.Name.Value, StringComparer.Ordinal).ThenBy(one => one.Segment.Number).First();
            expected.Add((oldest.Name, oldest.Segment.Number));
            left.Remove(oldest);
        }

        Assert.Equal(expected, Retention.BeyondRoot(files, max));
    }, iter: 5_000);

    private static ClosedSegment Closed(long number, long bytes, int hours) => new(number, $"orders-{number}.log", bytes, Now + Duration.FromHours(hours));

    private static long[] Beyond(ClosedSegment[] segments, long current, RetainOptions options) => [.. Retention.Beyond(segments, current, options, Now).Select(beyond => beyond.Number)];

    private static long[] Plain(ClosedSegment[] segments, long current, RetainOptions options)
    {
        List<ClosedSegment> left = [.. segments.Where(segment => !IsTooOld(segment, options))];
        while (left.Count > 0 && !Keeps(left, current, options))
        {
            left.RemoveAt(0);
        }

        return [.. segments.Except(left).Select(segment => segment.Number)];
    }

    private static bool IsTooOld(ClosedSegment segment, RetainOptions options) => options.MaxAge is { } age && segment.ClosedAt + Duration.FromTimeSpan(age) < Now;

    private static bool Keeps(IReadOnlyCollection<ClosedSegment> segments, long current, RetainOptions options) =>
        (options.BackupCount == 0 || segments.Count <= options.BackupCount)
        && (options.MaxTotalBytes == 0 || segments.Aggregate((Int128)current, (sum, segment) => sum + segment.Bytes) <= options.MaxTotalBytes);
}
