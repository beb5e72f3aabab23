using System.Diagnostics.CodeAnalysis;

namespace LogActors;

/// <summary>A thread's encoder, and a few more for records that are logged while another is rendered on the same thread (a <c>ToString</c> that logs).</summary>
internal sealed class RecordScratch
{
    private const int MaxNested = 4;

    [ThreadStatic]
    private static Stock? t_stock;

    private readonly Stock _stock;

    private RecordScratch(Stock stock)
    {
        _stock = stock;
        Scopes = new ScopeEncoder(Encoder);
    }

    public RecordEncoder Encoder { get; } = new();

    public ScopeEncoder Scopes { get; }

    /// <summary>Takes the calling thread's next scratch; <see cref="Return"/> gives it back.</summary>
    /// <returns><see langword="false"/> if records nest too deep: the application logs in a circle.</returns>
    public static bool TryRent([NotNullWhen(true)] out RecordScratch? scratch)
    {
        Stock stock = t_stock ??= new Stock();                  // the one look into the thread's own memory: each costs a call
        scratch = stock.Depth < MaxNested ? stock.Scratches[stock.Depth++] ??= new RecordScratch(stock) : null;
        return scratch is not null;
    }

    public void Return() => _stock.Depth--;

    private sealed class Stock
    {
        public int Depth { get; set; }

        public RecordScratch?[] Scratches { get; } = new RecordScratch?[MaxNested];
    }
}
