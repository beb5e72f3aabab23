using System.Reflection;
using System.Runtime.InteropServices;

namespace LogActors.Chaos;

/// <summary>Builds the silo, ahead of time as the package's is, and the plain host, with their named points and deliberate bugs compiled in, beside every normal build.</summary>
internal static class SiloBuild
{
    private static string RepositoryRoot { get; } =
        typeof(SiloBuild).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    private static string Artifacts => Path.Combine(RepositoryRoot, "tests", "Chaos", "obj", "silo");

    /// <param name="silo">A silo that has been built already; <see langword="null"/> to build it.</param>
    /// <exception cref="CommandException">Something does not build; the message has the compiler's words.</exception>
    public static async Task<Programs> RunAsync(string? silo)
    {
        string platform = RuntimeInformation.RuntimeIdentifier;
        if (silo is null)
        {
            await MakeAsync("publish", Path.Combine("src", "Silo"), "-r", platform);
        }

        await MakeAsync("build", Path.Combine("tests", "WriterHost"));
        return new Programs(
            silo ?? Path.Combine(Artifacts, "publish", "Silo", $"release_{platform}", "LogActors.Silo.dll"),
            Path.Combine(Artifacts, "bin", "WriterHost", "release", "WriterHost.dll"));
    }

    private static Task MakeAsync(string verb, string folder, params string[] more) => ChildProcess.RunAsync(
        ["dotnet", verb, Path.Combine(RepositoryRoot, folder), "-c", "Release", "-p:Chaos=true", "--artifacts-path", Artifacts, "-nologo", "-v:q", .. more]);
}
