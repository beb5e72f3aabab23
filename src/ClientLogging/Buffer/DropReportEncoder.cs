using System.Globalization;

namespace LogActors;

/// <summary>Makes the record that tells of dropped ones.</summary>
/// <remarks>Not thread-safe: its buffer's lock guards it.</remarks>
internal sealed class DropReportEncoder
{
    /// <summary>The most bytes a report takes, definition included.</summary>
    public const int MaxBytes = 4096;

    private const string Template = "{Dropped} records were dropped between {From} and {To}: {Reasons}";

    private static readonly string[] Names = ["Dropped", "From", "To", "Reasons"];

    // Id 0 is defined in front of each of its records, so it needs no mark of where it was defined.
    private static readonly CallSite Site = new(new RecordShape(0, "LogActors.Client", 1, "RecordsDropped", Template, Names), Names);

    private readonly RecordEncoder _encoder = new();

    public CallSite Encode(DropReport report, long utcTicks, out ReadOnlySpan<byte> record)
    {
        string message = string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Dropped} records were dropped between {report.From:O} and {report.To:O}: {report.Reasons}");
        _encoder.Begin(0, utcTicks, (int)Microsoft.Extensions.Logging.LogLevel.Warning, MaxBytes - 512);
        _encoder.Message(message);
        _encoder.Value(report.Dropped);
        _encoder.Value(report.From);
        _encoder.Value(report.To);
        _encoder.Value(report.Reasons.AsSpan());
        record = _encoder.Written;
        return Site;
    }
}
