using System.Globalization;
using System.Text;

namespace LogActors.Chaos;

/// <summary>A campaign's figures, for a person.</summary>
internal static class SummaryTable
{
    public static string Of(ChaosOptions options, CampaignResult result)
    {
        StringBuilder text = new();
        CheckResult found = result.Found;
        Row("campaign", $"{result.Campaign}, seed {options.Seed}{(options.Mutant is { } mutant ? $", mutant {mutant}" : "")}");
        Row("cycles", $"{result.Cycles}");
        Row("acknowledged", $"{found.Acknowledged}");
        Row("checked", $"{found.Checked}");
        Row("lost", $"{found.Lost}");
        Row("doubled", $"{found.Doubled}");
        Row("torn", $"{found.Torn}");
        Row("reordered", $"{found.Reordered}");
        Row("foreign", $"{found.Foreign}");
        Row("gaps", $"{found.Gaps}");
        Row("segments", $"{found.Segments}");
        Row("regressions", $"{found.Regressions}");
        Row("system lines", $"{found.System}");
        Row("hostile lines", $"{found.Hostile}");
        Row("first ack", $"{Spread(result.FirstAcks)}");
        Row("all acked", $"{Spread(result.AllAcks)}");
        foreach ((string name, string value) in result.Notes)
        {
            Row(name, $"{value}");
        }

        foreach (string reason in result.Skipped)
        {
            Row("skipped", $"{reason}");
        }

        foreach (string example in found.Examples)
        {
            Row("found", $"{example}");
        }

        foreach (string failure in result.Failures)
        {
            Row("failure", $"{failure}");
        }

        Row("result", $"{(!result.IsClean ? "FAILED" : result.Cycles == 0 && result.Skipped.Count > 0 ? "skipped" : "clean")}");
        return text.ToString();

        void Row(string name, FormattableString value) => text.Append(CultureInfo.InvariantCulture, $"{name,-16} {value.ToString(CultureInfo.InvariantCulture)}\n");
    }

    /// <summary>The value that a share of all values does not exceed.</summary>
    public static double Percentile(IEnumerable<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? 0 : sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
    }

    private static string Spread(List<double> seconds) => seconds.Count == 0 ? "-" : string.Create(
        CultureInfo.InvariantCulture, $"p50 {Percentile(seconds, 0.5):0.000} s, p99 {Percentile(seconds, 0.99):0.000} s, max {seconds.Max():0.000} s ({seconds.Count})");
}
