namespace LogActors.Tests;

/// <summary>A test that asks Linux itself; elsewhere it is reported as skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : "It reads what Linux says of a thread.";
}
