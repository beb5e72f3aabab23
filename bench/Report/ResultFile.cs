using System.Text.Json;

namespace LogActors.Bench;

/// <summary>Writes every run to a JSON file: an array, in the order in which they were made.</summary>
internal static class ResultFile
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static async Task WriteAsync<T>(string path, IReadOnlyList<T> runs)
    {
        await using FileStream file = File.Create(path);
        await JsonSerializer.SerializeAsync(file, runs, s_options);
    }
}
