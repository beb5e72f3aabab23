using System.Diagnostics;

namespace LogActors;

/// <summary>Finds the silo's program: by option, beside the application, in its folder <c>logactors-silo</c>, or on <c>PATH</c>.</summary>
internal static class SiloExecutable
{
    private const string Name = "LogActors.Silo";

    /// <summary>A start of the program, or <see langword="null"/> with the places that were looked at.</summary>
    public static ProcessStartInfo? Find(string? configured, out IReadOnlyList<string> lookedAt)
    {
        List<string> places = [];
        lookedAt = places;
        IEnumerable<string> candidates = configured is not null ? [Path.GetFullPath(configured)] : Candidates();
        foreach (string candidate in candidates)
        {
            places.Add(candidate);
            if (File.Exists(candidate))
            {
                return Start(candidate);
            }
        }

        return null;
    }

    private static IEnumerable<string> Candidates()
    {
        string program = OperatingSystem.IsWindows() ? $"{Name}.exe" : Name;
        foreach (string folder in new[] { AppContext.BaseDirectory, Path.Combine(AppContext.BaseDirectory, "logactors-silo") })
        {
            yield return Path.Combine(folder, $"{Name}.dll");
            yield return Path.Combine(folder, program);
        }

        foreach (string folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            yield return Path.Combine(folder, program);
        }
    }

    private static ProcessStartInfo Start(string path)
    {
        bool library = path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);
        ProcessStartInfo start = new(library ? DotnetHost() : path);
        if (library)
        {
            start.ArgumentList.Add(path);
        }

        return start;
    }

    // The host that runs this application runs the silo too, so that it needs nothing on PATH.
    private static string DotnetHost()
    {
        string? here = Environment.ProcessPath;
        string? root = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? Environment.GetEnvironmentVariable("DOTNET_ROOT") switch
        {
            { Length: > 0 } folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"),
            _ => null,
        };
        return Path.GetFileNameWithoutExtension(here) == "dotnet" ? here! : root is not null && File.Exists(root) ? root : "dotnet";
    }
}
