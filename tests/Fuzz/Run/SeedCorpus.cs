namespace LogActors.Fuzz;

/// <summary>The committed inputs of a target: its seeds, and every input that ever broke it.</summary>
internal static class SeedCorpus
{
    public static IReadOnlyList<string> FilesOf(string target) =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Corpus", target)).Order(StringComparer.Ordinal)];

    public static byte[][] Load(string target) => [.. FilesOf(target).Select(File.ReadAllBytes)];
}
