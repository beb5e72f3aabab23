using System.Reflection;

namespace LogActors.Tests;

/// <summary>Where the programs under test are.</summary>
internal static class Programs
{
    public static string RepositoryRoot { get; } = Metadata("RepositoryRoot");

    public static string Configuration { get; } = Metadata("Configuration");

    /// <summary>Where the packages are that this project was restored with.</summary>
    public static string PackageCache { get; } = Metadata("PackageCache");

    public static string Silo { get; } = Output("src/Silo", "LogActors.Silo");

    public static string Orders { get; } = Output("samples/Orders", "Orders");

    public static string Payments { get; } = Output("samples/Payments", "Payments");

    public static string LoadClient { get; } = Output("tests/LoadClient", "LoadClient");

    private static string Output(string project, string assembly) =>
        Path.Combine(RepositoryRoot, project, "bin", Configuration, "net10.0", $"{assembly}.dll");

    private static string Metadata(string key) =>
        typeof(Programs).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
