using NodaTime;

namespace LogActors.Fuzz;

/// <summary>What a writer left behind: journals, of which the last whole one is in force, and segments.</summary>
/// <param name="Name">What is special about it.</param>
/// <param name="InForce">The journal in force, with its segment.</param>
/// <param name="Number">Its number.</param>
/// <param name="Others">Further files, by path.</param>
internal sealed record JournalScene(string Name, JournalMaker InForce, long Number, IReadOnlyDictionary<string, byte[]> Others)
{
    public const string LogFile = "orders";
    public const string SegmentFolder = "/root";
    public const string JournalFolder = "/root/.logactors/files/orders~";

    private const string Yesterday = "orders-20261123.log";
    private const string Today = "orders-20261124.log";

    private static readonly ProducerState Ann = new(new Guid("00112233-4455-6677-8899-aabbccddeeff"), 0, 3);
    private static readonly ProducerState Bob = new(new Guid("ffeeddcc-bbaa-9988-7766-554433221100"), 1, 7);

    public static IReadOnlyList<JournalScene> All { get; } =
    [
        Alone("never-synced", First().Group("a 0\na 1\na 2\n", Ann).Group("b 0\n", Bob).Torn("b 1\nb")),
        Alone("synced", First().Group("a 0\n", Ann).Group("b 0\nb 1\n", Bob).Mark().Group("a 3\n", Ann with { Next = 4 }).Group("b 7\n", Bob with { Next = 8 }).Torn("x")),
        Alone("late-mark", First().Group("a 0\n", Ann).Group("b 0\n", Bob).LateMark().Group("a 3\n", Ann with { Next = 4 })),
        Alone("clean", First().Group("a 0\n", Ann).Mark().Mark(FrameKind.Clean)),
        Alone("checkpoint", new JournalMaker(HeaderOf(Today, 3) with { Epoch = 4, Producers = [Ann, Bob] }, "before\n").Group("a 3\n", Ann with { Next = 4 }).Mark().Group("a 4\n", Ann with { Next = 5 })),
        new("second-segment", Second().Group("a 3\n", Ann with { Next = 4 }).Mark().Group("b 7\nb 8\n", Bob with { Next = 9 }), 2, Left(First().Group("a 0\n", Ann).Group("b 0\n", Bob).Mark())),
        new("rescued", Rescued(), 2, Left(First().Group("a 0\n", Ann).Mark().Group("b 0\n", Bob).Torn("void\n"))),
        new("half-made", First().Group("a 0\n", Ann).Mark().Group("b 0\n", Bob), 1, new Dictionary<string, byte[]>
        {
            [SegmentPath(".orders.2.new")] = "b 0\n"u8.ToArray(),
            [JournalPath(2)] = Second().Journal[..40],
        }),
    ];

    /// <summary>The path of the journal in force.</summary>
    public string JournalInForce => JournalPath(Number);

    /// <summary>The path of its segment.</summary>
    public string Segment => SegmentPath(InForce.Header.Segment!);

    /// <summary>All files, in the order of their paths.</summary>
    public SortedDictionary<string, byte[]> Files => new(Others.ToDictionary(), StringComparer.Ordinal)
    {
        [JournalInForce] = InForce.Journal,
        [Segment] = InForce.Segment,
    };

    public static string SegmentPath(string name) => $"{SegmentFolder}/{name}";

    public static string JournalPath(long number) => $"{JournalFolder}/{LogActors.Journal.NameOf(number)}";

    private static JournalScene Alone(string name, JournalMaker journal) => new(name, journal, 1, new Dictionary<string, byte[]>());

    private static JournalHeader HeaderOf(string segment, long number) =>
        new() { Epoch = 1, Segment = segment, SegmentNumber = number, PeriodStart = Instant.FromUtc(2026, 11, 23, 0, 0) };

    private static JournalMaker First() => new(HeaderOf(Yesterday, 1));

    private static JournalMaker Second() => new(HeaderOf(Today, 2) with { Previous = Yesterday, Producers = [Ann, Bob] });

    private static JournalMaker Rescued() => new(HeaderOf(Today, 2) with { Previous = Yesterday, VoidFrom = 8, Producers = [Ann, Bob] });

    private static Dictionary<string, byte[]> Left(JournalMaker first) => new()
    {
        [SegmentPath(Yesterday)] = first.Segment,
        [JournalPath(1)] = first.Journal,
    };
}
