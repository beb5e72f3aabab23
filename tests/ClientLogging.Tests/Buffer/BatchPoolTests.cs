namespace LogActors.Tests;

public sealed class BatchPoolTests
{
    private const int Smallest = 64 * 1024;

    [Fact]
    public void TryRent_UpToTheCapacity_CountsEachBatchUntilItIsReturned()
    {
        BatchPool pool = new(Smallest);
        PendingBatch[] batches = [.. Enumerable.Range(0, 4).Select(_ => pool.TryRent(100, 0, false)!)];
        long full = pool.UsedBytes;

        PendingBatch? beyond = pool.TryRent(100, 0, false);
        pool.Return(batches[0]);

        Assert.All(batches, Assert.NotNull);
        Assert.Equal(Smallest, full);
        Assert.Null(beyond);
        Assert.Equal(Smallest * 3 / 4, pool.UsedBytes);
        Assert.NotNull(pool.TryRent(100, 0, false));
    }

    [Fact]
    public void TryRent_AfterAReturn_UsesTheBytesAgainUnderANewId()
    {
        BatchPool pool = new(Smallest);
        PendingBatch first = pool.TryRent(100, 0, false)!;
        pool.Return(first);

        PendingBatch second = pool.TryRent(100, 0, false)!;

        Assert.Same(first.Bytes, second.Bytes);
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(RecordFormat.HeaderBytes, second.Length);
    }

    [Fact]
    public void TryRent_AfterATaintedReturn_TakesNewBytes()
    {
        BatchPool pool = new(Smallest);
        PendingBatch first = pool.TryRent(100, 0, false)!;
        first.Tainted = true;
        pool.Return(first);

        PendingBatch second = pool.TryRent(100, 0, false)!;

        Assert.NotSame(first.Bytes, second.Bytes);
    }

    [Fact]
    public void TryRent_RecordLargerThanABatch_GetsOneOfItsSize()
    {
        BatchPool pool = new(Smallest);

        PendingBatch batch = pool.TryRent(40_000, 0, false)!;

        Assert.Equal(40_000, batch.Free);
        Assert.Equal(40_000 + RecordFormat.HeaderBytes, pool.UsedBytes);
    }

    [Fact]
    public void TryRent_RecordLargerThanTheCapacity_FitsOnlyAlone()
    {
        BatchPool pool = new(Smallest);
        PendingBatch small = pool.TryRent(100, 0, false)!;
        PendingBatch? besideAnother = pool.TryRent(70_000, 0, false);
        pool.Return(small);

        PendingBatch? alone = pool.TryRent(70_000, 0, false);

        Assert.Null(besideAnother);
        Assert.NotNull(alone);
    }

    [Fact]
    public void TryRent_MoreThanABatchMayHave_IsRefused()
    {
        BatchPool pool = new(1024 * 1024 * 1024);

        Assert.Null(pool.TryRent(RecordFormat.MaxBatchBytes - RecordFormat.HeaderBytes + 1, 0, false));
        Assert.NotNull(pool.TryRent(RecordFormat.MaxBatchBytes - RecordFormat.HeaderBytes, 0, false));
    }

    [Fact]
    public void TryRent_Steps_AreFourTimesAsLargeEachUpToTheLargestBatch()
    {
        BatchPool pool = new(16 * 1024 * 1024);

        int[] sizes = [.. Enumerable.Range(0, BatchPool.LastStep + 1).Select(step => pool.TryRent(100, step, false)!.Bytes.Length)];

        Assert.Equal([16 * 1024, 64 * 1024, 256 * 1024], sizes);
    }

    [Fact]
    public void TryRent_NoRoomForTheStep_GivesASmallerOneToWhoeverTakesIt()
    {
        BatchPool pool = new(1024 * 1024);
        Array.ForEach([.. Enumerable.Range(0, 3)], _ => pool.TryRent(100, BatchPool.LastStep, false));
        pool.TryRent(170_000, 0, false);

        PendingBatch? whole = pool.TryRent(100, BatchPool.LastStep, false);
        PendingBatch? smaller = pool.TryRent(100, BatchPool.LastStep, true);

        Assert.Null(whole);
        Assert.Equal(64 * 1024, smaller?.Bytes.Length);
    }

    [Fact]
    public void TryRent_WithAResource_HasTheRoomBehindIt()
    {
        RecordResource resource = new([new("a", new string('x', 8000))]);
        int head = RecordFormat.HeaderBytes + resource.Definition.Length;
        BatchPool pool = new(Smallest, resource: resource);

        PendingBatch exact = pool.TryRent((16 * 1024) - head, 0, false)!;
        PendingBatch longer = pool.TryRent((16 * 1024) - head + 1, 0, false)!;

        Assert.Equal((16 * 1024, (16 * 1024) - head), (exact.Bytes.Length, exact.Free));
        Assert.Equal((16 * 1024) + 1, longer.Bytes.Length);
        Assert.Equal(resource.Definition, longer.Payload.Span[RecordFormat.HeaderBytes..]);
        Assert.True(pool.FitsSmallest((16 * 1024) - head));
        Assert.False(pool.FitsSmallest((16 * 1024) - head + 1));
    }

    [Fact]
    public void TryRent_NoMemory_ThrowsAndTakesNothingOfTheCapacity()
    {
        BatchPool pool = new(Smallest, _ => throw new InsufficientMemoryException());

        Assert.Throws<InsufficientMemoryException>(() => pool.TryRent(100, 0, false));

        Assert.Equal(0, pool.UsedBytes);
    }

    [Fact]
    public async Task WaitForRoom_AfterCloseThoughAnotherFindsNoRoom_DoesNotWait()
    {
        BatchPool pool = new(Smallest);
        pool.TryRent(Smallest - RecordFormat.HeaderBytes, 0, false);
        pool.Close();
        pool.TryRent(100, 0, false);                            // a log file that is not closed yet

        await Task.Run(() => pool.WaitForRoom(TimeSpan.FromMinutes(10))).OrHung("the end of the wait");
    }

    [Fact]
    public void Resize_ToLess_LeavesBatchesInUseAndRefusesFurther()
    {
        BatchPool pool = new(16 * 1024 * 1024);
        PendingBatch large = pool.TryRent(100, BatchPool.LastStep, false)!;

        pool.Resize(Smallest);

        Assert.Null(pool.TryRent(100, 0, false));
        pool.Return(large);
        Assert.Equal(Smallest / 4, pool.TryRent(100, BatchPool.LastStep, false)!.Bytes.Length);
    }
}
