namespace LogActors.Tests;

/// <summary>Histories that once broke a promise; random ones found them. Each is followed by power losses of several kinds, where that was what showed it.</summary>
public sealed class FoundHistoryTests : IDisposable
{
    private const int EIO = 5;
    private const int EROFS = 30;
    private const int Always = 1000;
    private const int PowerLosses = 20;
    private const int ThatReachesTheDisk = 2;                   // a seed with which a failed sync has written everything

    private static readonly Step s_endSync = new Step.EndSync();
    private static readonly Step s_syncTick = new Step.SyncTick();
    private static readonly Step s_midnight = new Step.Midnight();
    private static readonly Step s_mend = new Step.Mend();
    private static readonly Step s_kill = new Step.Kill();

    private readonly TemporaryFolder _folder = new();
    private readonly LogRoot _root;

    public FoundHistoryTests() => _root = LogRoot.Open(_folder["root"], "the test");

    [Fact]
    public void DurableReceipt_OfAProducerThatHasGoneOn_PromisesOnlyWhatIsOnTheDisk() => RunBeforePowerLosses(
        Write(new(1, 0, 6)), Write(new(1, 0, 8)), s_endSync);

    [Fact]
    public void SegmentThatWasLeft_StaysCutAfterTheNextChange() => RunBeforePowerLosses(
        Write(new(0, 0, 4)), Fail(DiskCall.Sync, ".log", EIO), s_syncTick, s_endSync, Write(new(0, 0, 1)), s_midnight, Write(new(0, 0, 1)));

    [Fact]
    public void SegmentThatWasLeft_IsCutBeforeTheNextChangeIfThatFailed() => RunBeforePowerLosses(
        Write(new(0, 0, 4)), Fail(DiskCall.Sync, ".log", EIO), Fail(DiskCall.Truncate, ".log", EIO), s_syncTick, s_endSync, Write(new(0, 0, 1)), s_midnight, Write(new(0, 0, 1)));

    [Fact]
    public void SegmentThatWasLeftBecauseOfItsJournal_StaysCutAfterTheNextChange() => RunBeforePowerLosses(
        Write(new(1, 0, 2)), s_syncTick, s_endSync, Fail(DiskCall.Write, ".journal", EROFS), Write(new(1, 0, 4)), Write(new(1, 0, 5)), s_midnight, Write(new(1, 0, 2)));

    [Fact]
    public void SegmentThatRecoveryFindsCut_IsCutOnTheDiskToo() => RunBeforePowerLosses(
        Write(new(0, 0, 4)), Fail(DiskCall.Sync, ".log", EIO, seed: ThatReachesTheDisk), Fail(DiskCall.Sync, "0102.log", EIO), s_syncTick, s_endSync, Write(new(0, 0, 1)), s_kill, Write(new(0, 0, 1)), s_midnight, Write(new(0, 0, 1)));

    [Fact]
    public void SegmentOfAFailedStart_IsNotDeletedOnceItIsInUse() => RunBeforePowerLosses(
        Fail(DiskCall.Sync, ".log", EIO), Fail(DiskCall.Delete, ".log", EIO), Fail(DiskCall.TryOpen, ".log", EIO), Write(new(1, 0, 2)), Write(new(1, 0, 3)), s_kill, Write(new(1, 0, 1)));

    [Fact]
    public void Close_AfterASyncThatFailed_PromisesNothing() => RunBeforePowerLosses(
        Write(new(1, 0, 6)), Fail(DiskCall.Sync, ".log", EIO), new Step.Reopen());

    [Fact]
    public void Close_AfterASyncThatFailed_WithoutAnotherSegment_IsNotClean() => RunBeforePowerLosses(
        Write(new(1, 0, 6)), Fail(DiskCall.Sync, ".log", EIO), Fail(DiskCall.Open, ".log", EIO, times: Always), new Step.Reopen(), Write(new(1, 0, 6)), s_endSync);

    [Fact]
    public void Recovery_AfterASyncThatFailedAndADeath_WritesAgainWhatTheDiskMayNotHave() => RunBeforePowerLosses(
        Write(new(1, 0, 6)), Fail(DiskCall.Sync, ".log", EIO, times: Always), s_endSync, s_kill, Write(new(1, 0, 6)), s_endSync);

    [Fact]
    public void JournalThatWasDiscarded_IsNotBroughtBackByAPowerLoss() => RunBeforePowerLosses(
        Write(new(2, 0, 2)), s_midnight, Fail(DiskCall.SyncFolder, "orders~", EIO), Write(new(2, 0, 6)), s_endSync);

    [Fact]
    public void JournalThatCannotBeDiscarded_FindsItsSegmentAfterADeath() => Run(
        Write(new(0, 0, 5)), Fail(DiskCall.Sync, ".journal", EIO, times: Always), Fail(DiskCall.Delete, ".journal", EIO, times: Always), s_syncTick, s_endSync, Write(new(0, 0, 1)), s_kill, Write(new(0, 0, 1)));

    [Fact]
    public void JournalThatCannotBeDiscarded_IsNotDeletedOnceItIsInForce() => Run(
        [.. Enumerable.Range(0, 22).Select(i => i % 2 == 0 ? Write(new(0, 0, 1)) : s_endSync), Fail(DiskCall.SyncFolder, "orders~", EIO), Fail(DiskCall.Delete, ".journal", EIO, times: 2),
        Write(new(0, 0, 1)), new Step.LaterOn(), Write(new(0, 0, 1)), s_mend, s_kill, Write(new(0, 0, 1))]);

    public void Dispose()
    {
        _root.Dispose();
        _folder.Dispose();
    }

    private static Step Write(Send send) => new Step.Write([send]);

    private static Step Fail(DiskCall call, string target, int error, int times = 1, int seed = 1) => new Step.Fail(new DiskFault(call, target, Number: 1, times, error, seed));

    private void Run(params Step[] steps)
    {
        foreach (Limits limits in (Limits[])[WriterHistory.Small, WriterHistory.SmallAside])
        {
            using WriterHistory history = new(_root, limits);
            history.Run(steps);
        }
    }

    private void RunBeforePowerLosses(params Step[] steps)
    {
        for (int seed = 0; seed < PowerLosses; seed++)
        {
            Run([.. steps, new Step.LosePower(seed)]);
        }
    }
}
