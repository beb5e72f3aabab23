namespace LogActors.Tests;

public sealed class BatchPoolTests
{
    private const int Smallest = 64 * 1024;

    [Fact]
    public void TryRent_UpToTheCapacity_CountsEachBatchUntilItIsReturned()
    {
        BatchPool pool = new(Smallest);
        PendingBatch[] batches = [.. Enumerable.Range(0, 4).Select(_ => pool.TryRent(100)!)];
        long full = pool.UsedBytes;

        PendingBatch? beyond = pool.TryRent(100);
        pool.Return(batches[0]);

        Assert.All(batches, Assert.NotNull);
        Assert.Equal(Smallest, full);
        Assert.Null(beyond);
        Assert.Equal(Smallest * 3 / 4, pool.UsedBytes);
        Assert.NotNull(pool.TryRent(100));
    }

    [Fact]
    public void TryRent_AfterAReturn_UsesTheBytesAgainUnderANewId()
    {
        BatchPool pool = new(Smallest);
        PendingBatch first = pool.TryRent(100)!;
        pool.Return(first);

        PendingBatch second = pool.TryRent(100)!;

        Assert.Same(first.Bytes, second.Bytes);
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(RecordFormat.HeaderBytes, second.Length);
    }

    [Fact]
    public void TryRent_AfterATaintedReturn_TakesNewBytes()
    {
        BatchPool pool = new(Smallest);
        PendingBatch first = pool.TryRent(100)!;
        first.Tainted = true;
        pool.Return(first);

        PendingBatch second = pool.TryRent(100)!;

        Assert.NotSame(first.Bytes, second.Bytes);
    }

    [Fact]
    public void TryRent_RecordLargerThanABatch_GetsOneOfItsSize()
    {
        BatchPool pool = new(Smallest);

        PendingBatch batch = pool.TryRent(40_000)!;

        Assert.Equal(40_000, batch.Free);
        Assert.Equal(40_000 + RecordFormat.HeaderBytes, pool.UsedBytes);
    }

    [Fact]
    public void TryRent_RecordLargerThanTheCapacity_FitsOnlyAlone()
    {
        BatchPool pool = new(Smallest);
        PendingBatch small = pool.TryRent(100)!;
        PendingBatch? besideAnother = pool.TryRent(70_000);
        pool.Return(small);

        PendingBatch? alone = pool.TryRent(70_000);

        Assert.Null(besideAnother);
        Assert.NotNull(alone);
    }

    [Fact]
    public void TryRent_MoreThanABatchMayHave_IsRefused()
    {
        BatchPool pool = new(1024 * 1024 * 1024);

        Assert.Null(pool.TryRent(RecordFormat.MaxBatchBytes - RecordFormat.HeaderBytes + 1));
        Assert.NotNull(pool.TryRent(RecordFormat.MaxBatchBytes - RecordFormat.HeaderBytes));
    }

    [Fact]
    public void Resize_ToLess_LeavesBatchesInUseAndRefusesFurther()
    {
        BatchPool pool = new(16 * 1024 * 1024);
        PendingBatch large = pool.TryRent(100)!;

        pool.Resize(Smallest);

        Assert.Null(pool.TryRent(100));
        pool.Return(large);
        Assert.Equal(Smallest / 4, pool.TryRent(100)!.Bytes.Length);
    }
}
