namespace LogActors.Tests;

/// <summary>A test about owners and modes of files; where there are none, or nobody may change them, it is reported as skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixFactAttribute : FactAttribute
{
    /// <param name="asRoot">Whether only root may do what the test does.</param>
    public UnixFactAttribute(bool asRoot = false) =>
        Skip = OperatingSystem.IsWindows() ? "Windows has no modes." : asRoot && !Environment.IsPrivilegedProcess ? "Only root may give files to others." : null;
}
