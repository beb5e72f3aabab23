using System.Reflection;
using System.Runtime.InteropServices;

namespace LogActors.Chaos;

/// <summary>Builds the silo with its named points and deliberate bugs compiled in, ahead of time as the package's is, beside every normal build.</summary>
internal static class SiloBuild
{
    private static string RepositoryRoot { get; } =
        typeof(SiloBuild).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    /// <returns>The path of the silo's program.</returns>
    /// <exception cref="CommandException">It does not build; the message has the compiler's words.</exception>
    public static async Task<string> RunAsync()
    {
        string artifacts = Path.Combine(RepositoryRoot, "tests", "Chaos", "obj", "silo");
        string platform = RuntimeInformation.RuntimeIdentifier;
        await ChildProcess.RunAsync(
            "dotnet", "publish", Path.Combine(RepositoryRoot, "src", "Silo"), "-c", "Release", "-r", platform, "-p:Chaos=true", "--artifacts-path", artifacts, "-nologo", "-v:q");
        return Path.Combine(artifacts, "publish", "Silo", $"release_{platform}", "LogActors.Silo.dll");
    }
}
