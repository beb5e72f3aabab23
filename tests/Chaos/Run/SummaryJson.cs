using System.Text.Json;

namespace LogActors.Chaos;

/// <summary>A campaign's figures, for a program.</summary>
internal static class SummaryJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static string Of(ChaosOptions options, CampaignResult result) => JsonSerializer.Serialize(
        new
        {
            result.Campaign,
            options.Seed,
            options.Mutant,
            result.Cycles,
            result.IsClean,
            result.Found,
            FirstAckSeconds = Spread(result.FirstAcks),
            AllAckedSeconds = Spread(result.AllAcks),
            result.Notes,
            result.Skipped,
            result.Failures,
        },
        Indented);

    private static object? Spread(List<double> seconds) => seconds.Count == 0 ? null : new
    {
        P50 = SummaryTable.Percentile(seconds, 0.5),
        P99 = SummaryTable.Percentile(seconds, 0.99),
        Max = seconds.Max(),
        seconds.Count,
    };
}
