using System.Reflection;

namespace LogActors.Chaos;

/// <summary>Builds the silo and the plain host with their named points and deliberate bugs compiled in, beside every normal build.</summary>
internal static class SiloBuild
{
    private static string RepositoryRoot { get; } =
        typeof(SiloBuild).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    private static string Artifacts => Path.Combine(RepositoryRoot, "tests", "Chaos", "obj", "silo");

    /// <param name="silo">A silo that has been built already; <see langword="null"/> to build it.</param>
    /// <exception cref="CommandException">Something does not build; the message has the compiler's words.</exception>
    public static async Task<Programs> RunAsync(string? silo) => new(
        silo ?? await BuildAsync(Path.Combine("src", "Silo"), "LogActors.Silo"),
        await BuildAsync(Path.Combine("tests", "WriterHost"), "WriterHost"));

    private static async Task<string> BuildAsync(string folder, string assembly)
    {
        await ChildProcess.RunAsync(
            "dotnet", "build", Path.Combine(RepositoryRoot, folder), "-c", "Release", "-p:Chaos=true", "--artifacts-path", Artifacts, "-nologo", "-v:q");
        return Path.Combine(Artifacts, "bin", Path.GetFileName(folder), "release", $"{assembly}.dll");
    }
}
