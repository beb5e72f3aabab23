using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;

namespace LogActors;

/// <summary>Encodes records that were made earlier and held back: with their own time and trace, and without the scopes and the activity of whoever lets them go.</summary>
internal static class BufferedRecordEncoder
{
    /// <summary>Writes one record, and returns its call site.</summary>
    public static CallSite Encode(RecordEncoder encoder, CallSiteCache callSites, string category, BufferedLogRecord record, int maxRecordBytes)
    {
        StateProperties taken = StateProperties.Take(record.Attributes);
        string? template = taken.Template ?? record.MessageTemplate;
        CallSite site = callSites.Find(category, record.EventId, template, taken.Names);
        encoder.Begin(site.Shape.Id, record.Timestamp.UtcTicks, (int)record.LogLevel, maxRecordBytes);
        encoder.Message(record.FormattedMessage ?? template);
        foreach (object? value in taken.Values)
        {
            ValueEncoder.Write(encoder, value, maxRecordBytes);
        }

        if (record.ActivityTraceId is { } traceId && traceId != default)
        {
            Span<byte> ids = stackalloc byte[24];
            traceId.CopyTo(ids[..16]);
            record.ActivitySpanId.GetValueOrDefault().CopyTo(ids[16..]);
            encoder.Trace(ids[..16], ids[16..], (byte)ActivityTraceFlags.None); // nobody kept the flags
        }

        if (!string.IsNullOrEmpty(record.Exception))            // empty is what Microsoft.Extensions.Telemetry makes of none
        {
            encoder.Exception("", record.Exception);
        }

        return site;
    }
}
