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

        // A user's path may lack the folders where root's programs are; what is started later is looked for there as well.
        if (!SearchPath.Contains("/usr/sbin"))
        {
            Environment.SetEnvironmentVariable("PATH", string.Join(':', [.. SearchPath, "/usr/sbin", "/sbin"]));
        }

        string[] missing = [.. programs.Where(program => !IsThere(program))];
        return missing.Length == 0 ? null : $"it needs {string.Join(", ", missing)}.";
    }

    private static string[] SearchPath => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);

    private static bool IsThere(string program) => SearchPath.Any(folder => File.Exists(Path.Combine(folder, program)));
}
