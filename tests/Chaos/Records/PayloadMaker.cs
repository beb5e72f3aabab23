namespace LogActors.Chaos;

/// <summary>Encodes records into the payload of a batch, without the client library's buffer.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class PayloadMaker(string category)
{
    private const int InformationLevel = 2;
    private const int ErrorLevel = 4;
    private const int MaxRecordBytes = 64 * 1024;

    private readonly RecordShape _shape = new(1, category, 0, null, null, []);
    private readonly RecordEncoder _encoder = new();
    private readonly byte[] _length = new byte[5];

    /// <summary>Makes a payload of as many records as fit.</summary>
    /// <param name="count">How many are wanted; on return how many there are.</param>
    /// <param name="text">The text of the record with a number from 0.</param>
    /// <param name="isError">Whether that record is an error.</param>
    /// <returns>New memory each time: the runtime may hold it after a call has failed.</returns>
    public byte[] Make(ref int count, Func<int, string> text, Func<int, bool> isError)
    {
        using MemoryStream payload = new(16 * 1024);
        payload.Write(stackalloc byte[RecordFormat.HeaderBytes]);
        payload.Write(_shape.Definition);
        for (int i = 0; i < count; i++)
        {
            _encoder.Begin(_shape.Id, TimeProvider.System.GetUtcNow().UtcTicks, isError(i) ? ErrorLevel : InformationLevel, MaxRecordBytes);
            _encoder.Message(text(i));
            if (payload.Length + _encoder.Written.Length + _length.Length > RecordFormat.MaxBatchBytes)
            {
                count = i;
                break;
            }

            payload.Write(_length.AsSpan(0, RecordFormat.WriteVarint(_length, (uint)_encoder.Written.Length)));
            payload.Write(_encoder.Written);
        }

        byte[] bytes = payload.ToArray();
        RecordFormat.Seal(bytes);
        return bytes;
    }
}
