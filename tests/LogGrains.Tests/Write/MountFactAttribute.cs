using System.Diagnostics;

namespace LogActors.Tests;

/// <summary>A test that mounts a file system; where that is not allowed, it is reported as skipped, with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MountFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> s_reason = new(Find);

    public MountFactAttribute() => Skip = s_reason.Value;

    // A namespace of its own needs the same right as a mount, and changes nothing.
    private static string? Find()
    {
        if (!OperatingSystem.IsLinux())
        {
            return "It mounts a file system as Linux does.";
        }

        if (CommandLine.WhyNot("unshare") is { } missing)
        {
            return missing;
        }

        using Process probe = Process.Start(new ProcessStartInfo("unshare", ["--mount", "true"]) { RedirectStandardError = true })!;
        probe.WaitForExit();
        return probe.ExitCode == 0 ? null : "This user may not mount a file system.";
    }
}
