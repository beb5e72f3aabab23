namespace LogActors;

/// <summary>Makes the records in which a log file speaks of itself: warnings of category <c>LogActors.Silo</c>.</summary>
/// <remarks>Not thread-safe. The payload is valid until the next call.</remarks>
internal sealed class NoticeEncoder
{
    private const int MaxBytes = 4096;
    private static readonly RecordShape Shape = new(0, "LogActors.Silo", 1, "Notice", null, []);

    private readonly RecordEncoder _encoder = new();
    private byte[] _payload = [];

    /// <summary>A sealed payload of one record.</summary>
    public ReadOnlySpan<byte> Encode(string message, long utcTicks)
    {
        _encoder.Begin(0, utcTicks, (int)Microsoft.Extensions.Logging.LogLevel.Warning, MaxBytes);
        _encoder.Message(message);
        Span<byte> length = stackalloc byte[5];
        int lengthBytes = RecordFormat.WriteVarint(length, (uint)_encoder.Written.Length);
        _payload = [.. new byte[RecordFormat.HeaderBytes], .. Shape.Definition, .. length[..lengthBytes], .. _encoder.Written];
        RecordFormat.Seal(_payload);
        return _payload;
    }
}
