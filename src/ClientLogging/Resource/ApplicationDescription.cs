using System.Reflection;
using Microsoft.Extensions.Hosting;

namespace LogActors;

/// <summary>What the application is called, and in which version and environment it runs; <see langword="null"/> where nobody says. Immutable.</summary>
internal sealed record ApplicationDescription(string? Name, string? Version, string? Environment)
{
    /// <summary>The log file that is named after the application.</summary>
    public LogFileName DefaultFile => LogFileName.FromApplicationName(Name);

    /// <summary>What the host says, if there is one, and the assembly that the process was started with.</summary>
    public static ApplicationDescription From(IHostEnvironment? host)
    {
        Assembly? entry = Assembly.GetEntryAssembly();
        return new ApplicationDescription(
            string.IsNullOrEmpty(host?.ApplicationName) ? entry?.GetName().Name : host.ApplicationName,
            WithoutCommit(entry?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion),
            host?.EnvironmentName);
    }

    // The SDK appends the commit that was built, as '+1c01a4a…'.
    private static string? WithoutCommit(string? version) => version?.Split('+')[0];
}
