using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LogActors;

/// <summary>Hands on the records of a category that log buffering held back, as they were made.</summary>
/// <remarks>Without it they would come through <see cref="ILogger.Log"/>: with the time, scopes and activity of the moment at which they are let go, and an exception for each. Never throws.</remarks>
internal static class BufferedRecords
{
    public static void Add(IEnumerable<BufferedLogRecord> records, string category, LogActorsLoggerProvider provider, RecordBuffer buffer)
    {
        try
        {
            foreach (BufferedLogRecord record in records)
            {
                if (record.LogLevel is >= LogLevel.Trace and < LogLevel.None)
                {
                    Add(record, category, provider, buffer);
                }
            }
        }
        catch (Exception failure)
        {
            ClientEvents.Log.EncodingFailed(category, failure); // of the list itself: how many there were is not known
        }
    }

    private static void Add(BufferedLogRecord record, string category, LogActorsLoggerProvider provider, RecordBuffer buffer)
    {
        LogLevel level = record.LogLevel;
        if (!RecordScratch.TryRent(out RecordScratch? scratch))
        {
            buffer.CountDropped(DropReason.Reentrant, level);
            return;
        }

        try
        {
            RecordSettings settings = provider.Settings;
            CallSite site = BufferedRecordEncoder.Encode(scratch.Encoder, provider.CallSites, category, record, settings.MaxRecordBytes);
            buffer.TryAdd(site, scratch.Encoder.Written, level, settings.MaxWait);
        }
        catch (Exception failure)
        {
            ClientEvents.Log.EncodingFailed(category, failure);
            buffer.CountDropped(DropReason.EncodingFailed, level);
        }
        finally
        {
            scratch.Return();
        }
    }
}
