using System.Text.Json;

namespace LogActors;

/// <summary>What a log file's writer leaves behind when it closes, so that the next one goes on without a gap or a repeat.</summary>
/// <remarks>Only trusted if <see cref="Clean"/> and if the segment still has exactly <see cref="SegmentLength"/> bytes: a writer that was killed leaves it unclean.</remarks>
internal sealed record WriterState(long Epoch, bool Clean, string? Segment, long SegmentLength, IReadOnlyList<ProducerState> Producers)
{
    public static readonly WriterState None = new(0, false, null, 0, []);

    /// <summary>Reads the state; <see cref="None"/> if there is none or it cannot be understood.</summary>
    public static WriterState Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), WriterStateJson.Default.WriterState) ?? None;
        }
        catch (Exception exception) when (exception is JsonException or FileNotFoundException or DirectoryNotFoundException)
        {
            return None;
        }
    }

    /// <summary>Puts the state in the place of the last one, whole or not at all.</summary>
    public void Save(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string fresh = path + ".new";
        File.WriteAllBytes(fresh, JsonSerializer.SerializeToUtf8Bytes(this, WriterStateJson.Default.WriterState));
        File.Move(fresh, path, overwrite: true);
    }
}
