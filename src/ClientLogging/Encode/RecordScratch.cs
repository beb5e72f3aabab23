using System.Diagnostics.CodeAnalysis;

namespace LogActors;

/// <summary>A thread's encoder, and a few more for records that are logged while another is rendered on the same thread (a <c>ToString</c> that logs).</summary>
internal sealed class RecordScratch
{
    private const int MaxNested = 4;

    [ThreadStatic]
    private static RecordScratch?[]? t_scratch;

    [ThreadStatic]
    private static int t_depth;

    private RecordScratch() => Scopes = new ScopeEncoder(Encoder);

    public RecordEncoder Encoder { get; } = new();

    public ScopeEncoder Scopes { get; }

    /// <summary>Takes the calling thread's next scratch; <see cref="Return"/> gives it back.</summary>
    /// <returns><see langword="false"/> if records nest too deep: the application logs in a circle.</returns>
    public static bool TryRent([NotNullWhen(true)] out RecordScratch? scratch)
    {
        scratch = null;
        if (t_depth >= MaxNested)
        {
            return false;
        }

        t_scratch ??= new RecordScratch?[MaxNested];
        scratch = t_scratch[t_depth++] ??= new RecordScratch();
        return true;
    }

    public void Return() => t_depth--;
}
