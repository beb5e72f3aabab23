using System.Globalization;

namespace LogActors.Bench;

/// <summary>The middle and the ends of what the runs of one case have measured.</summary>
internal readonly record struct Spread(double Median, double Min, double Max)
{
    /// <summary>All zero if there are no values.</summary>
    public static Spread Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        if (sorted is []) return default;
        int middle = sorted.Length / 2;
        double median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[^1]);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Median:N0} ({Min:N0}-{Max:N0})");

    /// <summary>This median as a multiple of the other's, or a dash if that has none.</summary>
    public string Against(Spread baseline) =>
        baseline.Median > 0 ? string.Create(CultureInfo.InvariantCulture, $"{Median / baseline.Median:0.00}x") : "-";
}
