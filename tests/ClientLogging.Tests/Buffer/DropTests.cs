using Microsoft.Extensions.Logging;

namespace LogActors.Tests;

public sealed class DropTests
{
    private const int Capacity = 64 * 1024;

    private static LogActorsOptions Small(TimeSpan? flushInterval = null) => Some.Options(
        capacityBytes: Capacity, maxRecordBytes: 4096, flushInterval: flushInterval ?? TimeSpan.Zero, shutdownTimeout: TimeSpan.Zero);

    [Fact]
    public async Task Log_MoreThanTheBufferHolds_StaysWithinItAndCountsByReasonAndLevel()
    {
        UnreachableCluster nobody = new();
        await using LoggingApp app = new(nobody, Some.Options(capacityBytes: Capacity, maxRecordBytes: 4096, shutdownTimeout: TimeSpan.Zero));
        long most = 0;

        for (int i = 0; i < 300; i++)
        {
            app.Logger.Say(Some.Kilobyte($"{i}"), i % 3 == 0 ? LogLevel.Error : LogLevel.Debug);
            most = Math.Max(most, app.Delivery.BufferedBytes);
        }

        Assert.Equal(Capacity, most);
        DeliveryCounts counts = app.Delivery.Counts;
        Assert.Equal((300, 0), (counts.Accepted, counts.Written));
        Assert.InRange(counts.Waiting, 45, 64);
        Assert.Equal(counts.Dropped, app.Delivery.Dropped(DropReason.BufferFull, LogLevel.Error) + app.Delivery.Dropped(DropReason.BufferFull, LogLevel.Debug));
        Assert.InRange(app.Delivery.Dropped(DropReason.BufferFull, LogLevel.Error), 70, 90);
    }

    [Fact]
    public async Task Log_AfterRecordsWereDropped_ReportsThemExactlyWhereTheyAreMissing()
    {
        StallingCluster cluster = new();
        WatchedTime time = new();
        await using LoggingApp app = new(cluster, Small(), time);
        List<SentRecord> arrived = [];
        const int Rounds = 4;
        int number = 0;

        app.Logger.Say(Some.Kilobyte($"{number++} "));
        Queue<StalledCall> begun = new([await cluster.NextCallAsync()]);
        for (int round = 0; round < Rounds; round++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            for (int i = 0; i < 100; i++)
            {
                app.Logger.Say(Some.Kilobyte($"{number++} "), i % 2 == 0 ? LogLevel.Information : LogLevel.Error);
            }

            while (begun.Count < 2)                             // as many as are in flight
            {
                begun.Enqueue(await cluster.NextCallAsync());
            }

            for (int i = 0; i < 2; i++)
            {
                StalledCall call = begun.Dequeue();
                arrived.AddRange(call.Batch.Records);
                call.Answer();
                begun.Enqueue(await cluster.NextCallAsync());   // which begins once the answered one has made room: not in the midst of the next round
            }
        }

        Task flushed = FlushAsync(app);
        while (!flushed.IsCompleted)
        {
            if (begun.TryDequeue(out StalledCall? call))
            {
                arrived.AddRange(call.Batch.Records);
                call.Answer();
                continue;
            }

            Task<StalledCall> next = cluster.NextCallAsync();
            if (await Task.WhenAny(flushed, next) == next)
            {
                begun.Enqueue(await next);
            }
        }

        AssertGapsAreReported(arrived, number, app.Delivery);
        Assert.Equal(Rounds, arrived.Count(IsReport));
    }

    [Fact]
    public async Task Log_WhileTheBufferIsFull_DoesNotAskForTheMessage()
    {
        StallingCluster cluster = new();
        await using LoggingApp app = new(cluster, Small());
        app.Logger.Say("first");
        StalledCall first = await cluster.NextCallAsync();
        while (app.Delivery.Counts.Dropped == 0)
        {
            app.Logger.Say(Some.Kilobyte("filler"));
        }

        await cluster.NextCallAsync();                          // as many are in flight as may be: the next one begins when one of them has ended
        app.Logger.Say("dropped too");
        long before = app.Delivery.Counts.Dropped;
        int asked = 0;
        string Ask(string state, Exception? exception)
        {
            asked++;
            return state;
        }

        app.Logger.Log(LogLevel.Information, 0, "dropped", null, Ask);
        Assert.Equal((0, before + 1), (asked, app.Delivery.Counts.Dropped));

        first.Answer();
        await cluster.NextCallAsync();                          // by then the first one has made room
        app.Logger.Log(LogLevel.Information, 0, "kept", null, Ask);
        Assert.Equal((1, before + 1), (asked, app.Delivery.Counts.Dropped));
    }

    [Fact]
    public async Task Log_AfterALargeRecordFoundNoRoom_KeepsASmallOne()
    {
        await using LoggingApp app = new(new UnreachableCluster(), Some.Options(capacityBytes: Capacity, maxRecordBytes: 60 * 1024, shutdownTimeout: TimeSpan.Zero));

        app.Logger.Say("first");
        app.Logger.Say(new string('x', 59 * 1024));
        app.Logger.Say("last");

        Assert.Equal((3, 1), (app.Delivery.Counts.Accepted, app.Delivery.Counts.Dropped));
    }

    [Fact]
    public async Task Report_OfDrops_SaysHowManyWhenAndWhy()
    {
        StallingCluster cluster = new();
        WatchedTime time = new();
        await using LoggingApp app = new(cluster, Small(), time);
        app.Logger.Say("first");
        StalledCall first = await cluster.NextCallAsync();
        int kept = 0;
        while (app.Delivery.Counts.Dropped == 0)
        {
            app.Logger.Say(Some.Kilobyte($"{kept++}"));
        }

        time.Advance(TimeSpan.FromSeconds(3));
        app.Logger.Say(Some.Kilobyte("dropped"), LogLevel.Error);

        SentRecord report = await ReportAsync(cluster, first);
        DateTime from = Some.Time.UtcDateTime;
        DateTime to = from.AddSeconds(3);
        Assert.Equal(("LogActors.Client", LogLevel.Warning, 1), (report.Category, report.Level, report.Event.Id));
        Assert.Equal("{Dropped} records were dropped between {From} and {To}: {Reasons}", report.Template);
        Assert.Equal([("Dropped", 2L), ("From", from), ("To", to), ("Reasons", "buffer full: 1 Information, buffer full: 1 Error")], report.Properties);
        Assert.Equal($"2 records were dropped between {from:O} and {to:O}: buffer full: 1 Information, buffer full: 1 Error", report.Message);
    }

    [Fact]
    public async Task Report_OfDrops_IsSentThoughNothingElseIsLogged()
    {
        PromptSilo silo = new();
        await using LoggingApp app = new(silo, Small());
        app.Logger.Say("first");
        await app.Delivery.FlushAsync();

        app.Delivery.BufferFor(Some.File).CountDropped(DropReason.Reentrant, LogLevel.Information);
        await app.Delivery.FlushAsync();

        Assert.Equal(1L, silo.Records[^1]["Dropped"]);
        Assert.Equal("logged while logging: 1 Information", silo.Records[^1]["Reasons"]);
    }

    [Fact]
    public async Task Report_OfAQuietLogFileWhoseRoomOthersHeld_IsSentWhenThereIsRoom()
    {
        StallingCluster cluster = new();
        WatchedTime time = new();
        (string, string)[] routes = [.. Enumerable.Range(0, 5).Select(i => ($"C{i}", $"file{i}"))];
        await using LoggingApp app = new(cluster, Some.Options(capacityBytes: Capacity, maxRecordBytes: 4096, shutdownTimeout: TimeSpan.Zero, routes: routes), time);
        List<StalledCall> calls = [];
        for (int i = 0; i < 4; i++)
        {
            app.LoggerFor($"C{i}").Say("holds a quarter of the buffer");
            calls.Add(await cluster.NextCallAsync());
        }

        app.LoggerFor("C4").Say("dropped", LogLevel.Error);
        TimeSpan retry = await time.NextTimerAsync();
        Task[] settled = [.. calls.Select(call => app.Delivery.BufferFor(LogFileName.Parse(call.Batch.File)).WhenSettled())];
        calls.ForEach(call => call.Answer());
        await Task.WhenAll(settled).OrHung("the end of the others' batches");
        time.Advance(retry);

        SentBatch report = await cluster.AnswerNextAsync();
        Assert.Equal(TimeSpan.FromMilliseconds(250), retry);
        Assert.Equal(("file4", "buffer full: 1 Error"), (report.File, Assert.Single(report.Records)["Reasons"]));
    }

    [Fact]
    public async Task CountDropped_WhileTheSenderIsIdle_SendsTheReportAtOnce()
    {
        StallingCluster cluster = new();
        WatchedTime time = new();
        await using LoggingApp app = new(cluster, Small(), time);
        RecordBuffer buffer = app.Delivery.BufferFor(Some.File);
        await time.NextIdleAsync();

        buffer.CountDropped(DropReason.EncodingFailed, LogLevel.Error);

        SentBatch batch = await cluster.AnswerNextAsync();
        Assert.Equal("could not be encoded: 1 Error", Assert.Single(batch.Records)["Reasons"]);
    }

    [Fact]
    public async Task Log_OneRecordOfEveryReasonAndLevel_ReportFits()
    {
        PromptSilo silo = new();
        await using LoggingApp app = new(silo, Small(TimeSpan.FromSeconds(10)));
        RecordBuffer buffer = app.Delivery.BufferFor(Some.File);
        DropReason[] reasons = Enum.GetValues<DropReason>();
        LogLevel[] levels = [.. Enum.GetValues<LogLevel>().Where(level => level != LogLevel.None)];
        foreach (DropReason reason in reasons)
        {
            foreach (LogLevel level in levels)
            {
                buffer.CountDropped(reason, level);
            }
        }

        await app.Delivery.FlushAsync();

        Assert.Equal(reasons.Length * levels.Length, silo.Records.Where(IsReport).Sum(report => (long)report["Dropped"]!));
        Assert.DoesNotContain("bytes]", string.Concat(silo.Messages));
    }

    [Fact]
    public async Task Log_RecordThatNeedsTheWholeBuffer_Arrives()
    {
        PromptSilo silo = new();
        await using LoggingApp app = new(silo, Some.Options(capacityBytes: Capacity, maxRecordBytes: Capacity));

        app.Logger.Say(new string('x', Capacity * 2));
        await app.Delivery.FlushAsync();

        Assert.EndsWith(" bytes]", Assert.Single(silo.Messages));
    }

    [Fact]
    public async Task Log_ToManyLogFiles_SharesOneBuffer()
    {
        UnreachableCluster nobody = new();
        (string, string)[] routes = [.. Enumerable.Range(0, 10).Select(i => ($"C{i}", $"file{i}"))];
        await using LoggingApp app = new(nobody, Some.Options(capacityBytes: Capacity, maxRecordBytes: 4096, shutdownTimeout: TimeSpan.Zero, routes: routes));

        for (int i = 0; i < 10; i++)
        {
            app.LoggerFor($"C{i}").Say("one each");
        }

        Assert.Equal(Capacity, app.Delivery.BufferedBytes);
        Assert.Equal(6, app.Delivery.Dropped(DropReason.BufferFull, LogLevel.Information));
    }

    [Fact]
    public async Task Log_ToMoreLogFilesThanThereAreLargeBatches_KeepsEveryRecord()
    {
        UnreachableCluster nobody = new();
        (string, string)[] routes = [.. Enumerable.Range(0, 100).Select(i => ($"C{i}", $"file{i}"))];
        await using LoggingApp app = new(nobody, Some.Options(shutdownTimeout: TimeSpan.Zero, routes: routes));

        for (int i = 0; i < 200; i++)
        {
            app.LoggerFor($"C{i % 100}").Say("hello");
        }

        Assert.Equal(0, app.Delivery.Counts.Dropped);
    }

    private static bool IsReport(SentRecord record) => record.Event.Name == "RecordsDropped";

    private static async Task<SentRecord> ReportAsync(StallingCluster cluster, StalledCall call)
    {
        while (true)
        {
            call.Answer();
            if (call.Batch.Records.FirstOrDefault(IsReport) is { } report)
            {
                return report;
            }

            call = await cluster.NextCallAsync();
        }
    }

    // Numbers count up without a gap, except where a report says how many are missing.
    // The second time for a report that had no room before.
    private static async Task FlushAsync(LoggingApp app)
    {
        await app.Delivery.FlushAsync();
        await app.Delivery.FlushAsync();
    }

    private static void AssertGapsAreReported(List<SentRecord> arrived, int logged, LogDelivery delivery)
    {
        int expected = 0;
        foreach (SentRecord record in arrived)
        {
            if (IsReport(record))
            {
                expected += (int)(long)record["Dropped"]!;
            }
            else
            {
                Assert.Equal(expected++, int.Parse(record.Message[..record.Message.IndexOf(' ')]));
            }
        }

        Assert.Equal(logged, expected);
        Assert.Equal(new DeliveryCounts(logged, arrived.Count(record => !IsReport(record)), arrived.Where(IsReport).Sum(record => (long)record["Dropped"]!)), delivery.Counts);
    }
}
