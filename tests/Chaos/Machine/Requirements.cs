namespace LogActors.Chaos;

/// <summary>What a campaign needs of the machine.</summary>
internal static class Requirements
{
    /// <summary>Why a campaign that needs root on Linux and these programs cannot run, or <see langword="null"/>.</summary>
    public static string? WhyNot(params string[] programs)
    {
        if (!OperatingSystem.IsLinux())
        {
            return "it needs Linux.";
        }

        if (!Environment.IsPrivilegedProcess)
        {
            return "it needs root.";
        }

        string[] missing = [.. programs.Where(program => !IsThere(program))];
        return missing.Length == 0 ? null : $"it needs {string.Join(", ", missing)}.";
    }

    private static bool IsThere(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Concat(["/usr/sbin", "/sbin"]).Any(folder => File.Exists(Path.Combine(folder, program)));
}
