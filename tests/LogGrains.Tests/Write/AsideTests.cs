using Microsoft.Extensions.Logging.Abstractions;

namespace LogActors.Tests;

/// <summary>A large group is written on another thread, while the writer stages the next.</summary>
public sealed class AsideTests : IDisposable
{
    private static readonly Limits s_always = Limits.Usual with { AsideBytes = 1 };

    private readonly WriterPlace _place = new();
    private readonly ModelDisk _disk = new();
    private readonly ModelProcess _process;
    private readonly DrivenWriter _writer;
    private readonly Guid _producer = Guid.NewGuid();

    public AsideTests()
    {
        _process = new ModelProcess(_disk);
        _writer = new DrivenWriter(LogFileName.Parse("orders"), _place.Root, _process, _place.Settings, s_always, _place.Time, NullLogger.Instance);
        Append(Some.Batch(_producer, 0));                       // with which the writer opens the log file
    }

    private string Text => System.Text.Encoding.UTF8.GetString(_disk.Find(_place.PathOf($"orders-{WriterPlace.Today}.log"))!.Content);

    [Fact]
    public async Task Batch_StagedWhileTheOneBeforeIsWritten_IsNotSpokenOfBeforeItIsWrittenToo()
    {
        PendingAppend first = Append(Some.Batch(_producer, 1));
        bool early = first.Receipt.IsCompleted;
        PendingAppend second = Append(Some.Batch(_producer, 2, 3));
        bool secondEarly = second.Receipt.IsCompleted;
        _writer.EndWrite();

        Assert.False(early);
        Assert.False(secondEarly);
        Assert.Equal((AppendOutcome.Appended, 1), ((await first.Receipt).Outcome, (await first.Receipt).LastSequence));
        Assert.Equal((AppendOutcome.Appended, 4), ((await second.Receipt).Outcome, (await second.Receipt).LastSequence));
        Assert.Equal("record 0\nrecord 1\nrecord 2\nrecord 3\nrecord 4\n", Text);
    }

    [Fact]
    public async Task Batch_ThatCannotBeAdmitted_DoesNotWaitForTheWriteBeforeIt()
    {
        PendingAppend first = Append(Some.Batch(_producer, 1));

        PendingAppend beyond = Append(Some.Batch(_producer, 9));

        Assert.Equal((AppendOutcome.OutOfOrder, false), ((await beyond.Receipt).Outcome, first.Receipt.IsCompleted));
    }

    [Theory]
    [InlineData(".log")]
    [InlineData(".journal")]
    public async Task Write_ThatFails_FailsWhatWasStagedMeanwhile(string file)
    {
        Fail(file);
        PendingAppend first = Append(Some.Batch(_producer, 1));
        PendingAppend second = Append(Some.Batch(_producer, 2));
        string between = Text;
        PendingAppend late = Append(Some.Batch(_producer, 2));
        PendingAppend[] again = [Append(Some.Batch(_producer, 1)), Append(Some.Batch(_producer, 2))];
        _writer.EndWrite();

        Assert.Equal((AppendOutcome.DiskFull, 0), ((await first.Receipt).Outcome, (await first.Receipt).LastSequence));
        Assert.Equal((AppendOutcome.DiskFull, 0), ((await second.Receipt).Outcome, (await second.Receipt).LastSequence));
        Assert.Equal("record 0\n", between);
        Assert.Equal(AppendOutcome.OutOfOrder, (await late.Receipt).Outcome);
        Assert.All(again, append => Assert.Equal(AppendOutcome.Appended, append.Receipt.Result.Outcome));
        Assert.Equal("record 0\nrecord 1\nrecord 2\n", Text);
    }

    [Fact]
    public async Task Repeat_OfABatchThatIsBeingWritten_IsAnsweredAfterIt()
    {
        PendingAppend first = Append(Some.Batch(_producer, 1));

        PendingAppend repeat = Append(Some.Batch(_producer, 1));
        _writer.Settle();

        Assert.Equal((AppendOutcome.Appended, 1), ((await first.Receipt).Outcome, (await first.Receipt).LastSequence));
        Assert.Equal((AppendOutcome.Appended, 1), ((await repeat.Receipt).Outcome, (await repeat.Receipt).LastSequence));
        Assert.Equal("record 0\nrecord 1\n", Text);
    }

    [Fact]
    public async Task Close_WhileAGroupIsToBeWritten_WritesIt()
    {
        PendingAppend append = Append(Some.Batch(_producer, 1));

        _writer.Close();

        Assert.Equal(AppendOutcome.Appended, (await append.Receipt).Outcome);
        Assert.Equal("record 0\nrecord 1\n", Text);
    }

    [Fact]
    public async Task Write_ThatFailsOnAnotherThread_IsAnsweredAlthoughNothingElseHappens()
    {
        FailingDisk disk = new();
        LogFileWriter writer = _place.Open("payments", disk, s_always);
        await writer.AppendAsync(Some.Batch(_producer, 0));
        disk.FailWrite(2, Some.DiskFull(), tornBytes: 3);

        AppendReceipt failed = await writer.AppendAsync(Some.Batch(_producer, 1));
        AppendReceipt again = await writer.AppendAsync(Some.Batch(_producer, 1));

        Assert.Equal((AppendOutcome.DiskFull, AppendOutcome.Appended), (failed.Outcome, again.Outcome));
        Assert.Equal(["record 0", "record 1"], _place.Lines("payments"));
    }

    [Fact]
    public void Work_IsDoneOnceByWhoeverComesFirst()
    {
        int done = 0;
        int failures = 0;
        AsideWork work = new(() => throw new IOException($"Attempt {++done}."), () => failures++);

        work.Execute();
        work.Begin();
        work.Execute();
        work.Finish();
        work.Begin();
        work.Finish();
        work.Execute();

        Assert.Equal((2, 1), (done, failures));                 // whoever finishes it looks at the error
        Assert.Equal("Attempt 2.", work.Error!.Message);
        Assert.True(work.IsDone);
    }

    public void Dispose()
    {
        _process.Die();
        _place.Dispose();
    }

    private PendingAppend Append(RecordBatch batch)
    {
        PendingAppend append = new(batch);
        _writer.Work([append], syncDue: false);
        return append;
    }

    private void Fail(string file) => _process.Arm(new DiskFault(DiskCall.Write, file, Number: 1, Times: 1, Error: 28, Seed: 1));
}
