using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LogActors;

/// <summary>Encodes what a category logs, on the caller's thread, and hands it to the buffer of the category's log file.</summary>
/// <remarks>Thread-safe. <see cref="Log"/> never throws into the application, and waits only where <see cref="WhenFull.Wait"/> was chosen.</remarks>
internal sealed class LogActorsLogger(string category, LogActorsLoggerProvider provider) : ILogger, IBufferedLogger
{
    private const string OriginalFormat = "{OriginalFormat}";

    private readonly NearSites _near = new();
    private volatile RecordBuffer? _buffer;

    public string Category => category;

    /// <summary>Where the category's records go; changed when the routes change.</summary>
    public RecordBuffer? Buffer
    {
        set => _buffer = value;
    }

    public bool IsEnabled(LogLevel logLevel) => (uint)logLevel < (uint)LogLevel.None;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => provider.Scopes?.Push(state);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        RecordBuffer buffer = _buffer ?? provider.BufferFor(this);
        RecordScratch? scratch = null;
        try
        {
            RecordSettings settings = provider.Settings;
            if (settings.MaxWait <= TimeSpan.Zero && buffer.IsFull)
            {
                buffer.CountDropped(DropReason.BufferFull, logLevel);   // before it costs anything
                return;
            }

            if (!RecordScratch.TryRent(out scratch))
            {
                buffer.CountDropped(DropReason.Reentrant, logLevel);
                return;
            }

            CallSite site = Encode(scratch, settings, logLevel, eventId, in state, exception, formatter);
            buffer.TryAdd(site, scratch.Encoder.Written, logLevel, settings.MaxWait);
        }
        catch (Exception failure)
        {
            // Whatever went wrong here must not end the request that logged.
            ClientEvents.Log.EncodingFailed(category, failure);
            buffer.CountDropped(DropReason.EncodingFailed, logLevel);
        }
        finally
        {
            scratch?.Return();
        }
    }

    public void LogRecords(IEnumerable<BufferedLogRecord> records) => BufferedRecords.Add(records, category, provider, _buffer ?? provider.BufferFor(this));

    private CallSite Encode<TState>(
        RecordScratch scratch, RecordSettings settings, LogLevel level, EventId eventId, ref readonly TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        RecordEncoder encoder = scratch.Encoder;
        long ticks = provider.Time.GetUtcNow().UtcTicks;
        KnownState<TState>? known = KnownState<TState>.FormattedBy(formatter);
        CallSite site = known?.Fields is { } fields && TryEncodeFields(encoder, settings, known, fields, level, eventId, ticks, in state) is { } found
            ? found : EncodeProperties(encoder, settings, level, eventId, ticks, state, exception, formatter, known is not null);
        WriteTrace(encoder);
        if (exception is not null)
        {
            encoder.Exception(exception.GetType().FullName, ValueEncoder.TextOf(exception));
        }

        if (settings.IncludeScopes && provider.Scopes is { } scopes)
        {
            scratch.Scopes.Write(scopes, settings.MaxRecordBytes);
        }

        return site;
    }

    // Without a message: the silo makes it, of values whose text is always the same. Nothing is boxed. If anything is otherwise, there is no call site, and what was encoded is forgotten.
    private CallSite? TryEncodeFields<TState>(
        RecordEncoder encoder, RecordSettings settings, KnownState<TState> known, StateFields<TState> fields, LogLevel level, EventId eventId, long ticks, ref readonly TState state)
    {
        try
        {
            if (fields.TemplateOf(in state) is not { } template || _near.Find(template, fields.CountOf(in state), eventId) is not { IsPlain: true } site)
            {
                return null;
            }

            // By a plain template, the names of the values are those in its holes, in their order: these need not be compared.
            encoder.Begin(site.Shape.Id, ticks, (int)level, settings.MaxRecordBytes);
            encoder.MessageFromTemplate();
            if (!fields.TryWritePlain(encoder, in state, site.Names.Length))
            {
                site.IsPlain = false;                           // most likely it always has such a value here
                return null;
            }

            return IsShort(encoder, settings) ? site : null;
        }
        catch (NullReferenceException)
        {
            return null;                                        // a state that nobody has filled
        }
        catch (Exception)
        {
            known.ForgetFields();                               // the runtime does not take the code
            return null;
        }
    }

    private CallSite EncodeProperties<TState>(
        RecordEncoder encoder, RecordSettings settings, LogLevel level, EventId eventId, long ticks, TState state, Exception? exception, Func<TState, Exception?, string> formatter, bool isKnown)
    {
        IReadOnlyList<KeyValuePair<string, object?>>? properties = state as IReadOnlyList<KeyValuePair<string, object?>>;
        CallSite? site = properties is null ? null : FindNear(properties, eventId);
        if (!isKnown || site is not { IsPlain: true } || !TryEncodeNear(encoder, settings, site, level, ticks, properties!, message: null))
        {
            string message = Render(state, exception, formatter);
            if (site is null || !TryEncodeNear(encoder, settings, site, level, ticks, properties!, message))
            {
                site = EncodeAny(encoder, settings, level, eventId, ticks, state, message);
            }
        }

        return site;
    }

    // A call site seen before, whose template comes last.
    private CallSite? FindNear(IReadOnlyList<KeyValuePair<string, object?>> properties, EventId eventId)
    {
        try
        {
            int count = properties.Count - 1;
            if (count < 0)
            {
                return null;
            }

            KeyValuePair<string, object?> last = properties[count];
            return last.Key == OriginalFormat && last.Value is string template ? _near.Find(template, count, eventId) : null;
        }
        catch (Exception)
        {
            return null;                                        // a state whose count or indexer throws; the slow path says so in the record
        }
    }

    // Usually without a message, as above. Each value is asked for once, since each asking boxes it. Returns false if anything is otherwise; what was
    // encoded is then forgotten.
    private static bool TryEncodeNear(
        RecordEncoder encoder, RecordSettings settings, CallSite site, LogLevel level, long ticks, IReadOnlyList<KeyValuePair<string, object?>> properties, string? message)
    {
        try
        {
            encoder.Begin(site.Shape.Id, ticks, (int)level, settings.MaxRecordBytes);
            if (message is null)
            {
                encoder.MessageFromTemplate();
            }
            else
            {
                encoder.Message(message);
            }

            for (int i = 0; i < site.Names.Length; i++)
            {
                KeyValuePair<string, object?> property = properties[i];
                if (property.Key != site.Names[i])
                {
                    return false;
                }

                if (message is not null)
                {
                    ValueEncoder.Write(encoder, property.Value, settings.MaxRecordBytes);
                }
                else if (!PlainValue.TryWrite(encoder, property.Value))
                {
                    site.IsPlain = false;                       // most likely it always has such a value here
                    return false;
                }
            }

            return message is not null || IsShort(encoder, settings);
        }
        catch (Exception)
        {
            return false;                                       // a state whose indexer throws; the slow path says so in the record
        }
    }

    private CallSite EncodeAny<TState>(RecordEncoder encoder, RecordSettings settings, LogLevel level, EventId eventId, long ticks, TState state, string message)
    {
        StateProperties taken = StateProperties.Take(state);
        CallSite site = provider.CallSites.Find(category, eventId, taken.Template, taken.Names);
        _near.Keep(site);
        encoder.Begin(site.Shape.Id, ticks, (int)level, settings.MaxRecordBytes);
        encoder.Message(message);
        foreach (object? value in taken.Values)
        {
            ValueEncoder.Write(encoder, value, settings.MaxRecordBytes);
        }

        return site;
    }

    // A message made there has the values again, and its limit too.
    private static bool IsShort(RecordEncoder encoder, RecordSettings settings) => encoder.Written.Length <= settings.MaxRecordBytes / 2;

    private static string Render<TState>(TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        try
        {
            return formatter is not null ? formatter(state, exception) ?? "" : state is null ? "" : ValueEncoder.TextOf(state);
        }
        catch (Exception failure)
        {
            return $"(the message could not be rendered: {failure.GetType()}: {ValueEncoder.MessageOf(failure)})";
        }
    }

    private static void WriteTrace(RecordEncoder encoder)
    {
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity)
        {
            Span<byte> ids = stackalloc byte[24];
            activity.TraceId.CopyTo(ids[..16]);
            activity.SpanId.CopyTo(ids[16..]);
            encoder.Trace(ids[..16], ids[16..], (byte)activity.ActivityTraceFlags);
        }
    }
}
