using System.Reflection;

namespace LogActors.Chaos;

/// <summary>Builds the silo with its named points and deliberate bugs compiled in, beside every normal build.</summary>
internal static class SiloBuild
{
    private static string RepositoryRoot { get; } =
        typeof(SiloBuild).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    /// <returns>The path of the silo's program.</returns>
    /// <exception cref="CommandException">It does not build; the message has the compiler's words.</exception>
    public static async Task<string> RunAsync()
    {
        string artifacts = Path.Combine(RepositoryRoot, "tests", "Chaos", "obj", "silo");
        await ChildProcess.RunAsync(
            "dotnet", "build", Path.Combine(RepositoryRoot, "src", "Silo"), "-c", "Release", "-p:Chaos=true", "--artifacts-path", artifacts, "-nologo", "-v:q");
        return Path.Combine(artifacts, "bin", "Silo", "release", "LogActors.Silo.dll");
    }
}
