namespace LogActors.Chaos;

/// <summary>A piece of a writer's life in which every call fails once: what comes before it, and the piece itself.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Prepare">What comes before, with a sound disk.</param>
/// <param name="Act">The piece.</param>
internal sealed record IoScenario(string Name, Func<IoPlace, Task> Prepare, Func<IoPlace, Task> Act)
{
    private const string FirstSegment = "chaos-20260102.log";
    private const string NextSegment = ".chaos.2.new";
    private static readonly Limits s_small = new(SegmentBytes: 1500, JournalBytes: 300);
    private static readonly IoSite s_segmentSync = new(IoCall.Sync, IoFile.Segment);
    private static readonly IoSite s_segmentWrite = new(IoCall.Write, IoFile.Segment);
    private static readonly IoSite s_segmentCut = new(IoCall.Truncate, IoFile.Segment);

    /// <summary>When segments and journals end; by default as in a silo.</summary>
    public Limits Limits { get; init; } = Limits.Usual;

    /// <summary>Whether every record waits for the disk: where bytes may be lost that can neither be synced nor read back, and that somebody was told are written.</summary>
    public bool Durable { get; init; }

    /// <summary>Faults that are there in any case, besides the one that is tried.</summary>
    public IReadOnlyList<(IoSite Site, IoError Error)> Besides { get; init; } = [];

    public static IReadOnlyList<IoScenario> All { get; } =
    [
        new("first start", _ => Task.CompletedTask, AppendAsync),
        new("append", AppendAsync, AppendAsync),
        new("durable append", AppendAsync, place => place.SendAsync(2, errors: true)),
        new("sync of what is written", AppendAsync, SyncAsync),
        new("next day", AppendAsync, NextDayAsync),
        new("segment full", AppendAsync, AppendOftenAsync) { Limits = s_small with { JournalBytes = long.MaxValue } },
        new("journal full", AppendAsync, AppendOftenAsync) { Limits = s_small with { SegmentBytes = long.MaxValue } },
        new("clean close", AppendAsync, place => place.CloseAsync()),
        new("start after a clean close", AppendAndCloseAsync, AppendAsync),
        new("start after a death", AppendAndDieAsync, AppendAsync),
        new("torn segment", TornSegmentAsync, AppendAsync),
        new("torn journal", TornJournalAsync, AppendAsync),
        new("half-made next segment", HalfMadeSegmentAsync, AppendAsync),
        new("segments without a journal", StrangeSegmentAsync, AppendAsync),
        new("sync that fails", AppendAsync, SyncAsync) { Durable = true, Besides = [(s_segmentSync, IoError.EIO)] },
        new("write that fails", AppendAsync, AppendOftenAsync) { Durable = true, Besides = [(s_segmentWrite, IoError.EIO)] },
        new("write beside that fails", AppendAsync, place => place.SendAsync(20)) { Limits = Limits.Usual with { AsideBytes = 1 }, Besides = [(s_segmentWrite, IoError.Short)] },
        new("disk full in a write", AppendAsync, AppendOftenAsync) { Besides = [(s_segmentWrite, IoError.Short)] },
        new("close after a sync that fails", AppendAsync, place => place.CloseAsync()) { Durable = true, Besides = [(s_segmentSync, IoError.EIO)] },
        new("next segment that fails", AppendAsync, NextDayAsync) { Besides = [(new(IoCall.SyncFolder, IoFile.JournalFolder), IoError.EIO)] },
        new("next journal that fails", AppendAsync, AppendOftenAsync) { Limits = s_small with { SegmentBytes = long.MaxValue }, Besides = [(new(IoCall.Open, IoFile.Journal), IoError.EMFILE)] },
        new("catalogue that fails", AppendAsync, NextDayAsync) { Besides = [(new(IoCall.Sync, IoFile.Catalog), IoError.EIO)] },
        new("sync and next segment that fail", AppendAsync, SyncAsync) { Durable = true, Besides = [(s_segmentSync, IoError.EIO), (new(IoCall.Write, IoFile.Journal), IoError.ENOSPC)] },
        new("no room for quarantine", TornSegmentAsync, AppendAsync) { Besides = [(new(IoCall.Write, IoFile.Quarantine), IoError.ENOSPC)] },
        new("left segment that is not cut", LeftSegmentAsync, NextDayAsync) { Durable = true },
        new("death with a left segment", LeftSegmentAndDieAsync, AppendAsync) { Durable = true },
    ];

    private static Task AppendAsync(IoPlace place) => place.SendAsync(3);

    private static async Task AppendOftenAsync(IoPlace place)
    {
        for (int i = 0; i < 6; i++)
        {
            await place.SendAsync(2);
        }
    }

    private static async Task SyncAsync(IoPlace place)
    {
        await place.SendAsync(2);
        place.Advance(TimeSpan.FromSeconds(1));
        await place.SyncAsync();
    }

    private static async Task NextDayAsync(IoPlace place)
    {
        place.Advance(TimeSpan.FromDays(1));
        await place.SendAsync(2);
        place.Advance(TimeSpan.FromSeconds(2));
        await place.SendAsync(2);
    }

    private static async Task AppendAndCloseAsync(IoPlace place)
    {
        await place.SendAsync(3);
        await place.CloseAsync();
    }

    private static async Task AppendAndDieAsync(IoPlace place)
    {
        await place.SendAsync(3);
        place.Kill();
    }

    private static async Task TornSegmentAsync(IoPlace place)
    {
        await AppendAndDieAsync(place);
        File.AppendAllText(place.SegmentPath(FirstSegment), "2026-01-02T03:04:05.0000000Z [Information] Chaos a 6 to");
    }

    private static async Task TornJournalAsync(IoPlace place)
    {
        await AppendAndDieAsync(place);
        File.AppendAllText(place.SegmentPath(FirstSegment), "2026-01-02T03:04:05.0000000Z [Information] Chaos a 6 whole, and in no journal\n");
        File.AppendAllText(place.NewestJournal, "half a frame");
    }

    private static async Task HalfMadeSegmentAsync(IoPlace place)
    {
        await AppendAndDieAsync(place);
        File.Copy(place.SegmentPath(FirstSegment), place.SegmentPath(NextSegment));
    }

    private static Task StrangeSegmentAsync(IoPlace place)
    {
        File.WriteAllText(place.SegmentPath(FirstSegment), "2026-01-02T03:04:05.0000000Z [Information] LogActors.Other has no end");
        return Task.CompletedTask;
    }

    private static async Task LeftSegmentAsync(IoPlace place)
    {
        await place.SendAsync(3);
        place.Storage.Set(new IoFault(s_segmentWrite, IoError.EIO, 1, Lasts: false), new IoFault(s_segmentCut, IoError.EIO, 1, Lasts: true));
        await place.SendAsync(2);
        await place.SendAsync(0);
        place.Storage.Set();
    }

    private static async Task LeftSegmentAndDieAsync(IoPlace place)
    {
        await LeftSegmentAsync(place);
        place.Kill();
    }
}
