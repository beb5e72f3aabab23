using System.Reflection.PortableExecutable;

namespace LogActors.Tests;

/// <summary>What a stranger's application gets from the packages: one line of code, and a silo that is simply there.</summary>
public sealed class PackageTests
{
    private const string Version = "0.1.0";

    private const string Project = $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="LogActors.Client" Version="{Version}" />
            <PackageReference Include="LogActors.Silo" Version="{Version}" />
          </ItemGroup>
        </Project>
        """;

    private const string Program = """
        using Microsoft.Extensions.Logging;

        using ILoggerFactory factory = LoggerFactory.Create(logging => logging.AddLogActors());
        factory.CreateLogger("Stranger").LogInformation("Hello {Name}", "world");
        """;

    [Fact]
    public async Task ApplicationOfThePackages_StartsTheSiloThatCameWithThem()
    {
        await using Playground ground = new();
        string packages = Path.Combine(ground.Folder, "packages");
        string cache = Path.Combine(ground.Folder, "cache");
        foreach (string project in new[] { "LogContracts", "ClientLogging", "Silo" })
        {
            await DotnetAsync(ground, "pack", Path.Combine(Programs.RepositoryRoot, "src", project), "--no-build", "-c", Programs.Configuration, "-o", packages);
        }

        string application = Directory.CreateDirectory(Path.Combine(ground.Folder, "app")).FullName;
        File.WriteAllText(Path.Combine(application, "Stranger.csproj"), Project);
        File.WriteAllText(Path.Combine(application, "Program.cs"), Program);
        File.WriteAllText(Path.Combine(application, "nuget.config"), $"""
            <configuration>
              <packageSources><clear /><add key="these" value="{packages}" /></packageSources>
              <fallbackPackageFolders><add key="restored" value="{Programs.PackageCache}" /></fallbackPackageFolders>
              <config><add key="globalPackagesFolder" value="{cache}" /></config>
            </configuration>
            """);
        await DotnetAsync(ground, "build", application, "-o", Path.Combine(ground.Folder, "out"));
        Assert.True(Directory.Exists(Path.Combine(cache, "logactors.silo", Version)), "The build took another package than the one packed here.");

        Assert.All(new[] { "LogActors.Grains", "Orleans.Runtime", "Orleans.Serialization" }, assembly => AssertCompiledAhead(Path.Combine(ground.Folder, "out", "logactors-silo", $"{assembly}.dll")));

        RunningProgram stranger = ground.Start(Path.Combine(ground.Folder, "out", "Stranger.dll"), []);

        Assert.Equal(0, await stranger.WaitForExitAsync());
        Assert.EndsWith(" [Information] Stranger Hello world", Assert.Single(ground.Lines("stranger")), StringComparison.Ordinal);
    }

    private static void AssertCompiledAhead(string path)
    {
        using PEReader assembly = new(File.OpenRead(path));
        Assert.True(assembly.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0, $"'{path}' has no native code.");
    }

    private static async Task DotnetAsync(Playground ground, string command, params string[] arguments)
    {
        RunningProgram program = ground.Start(command, [], arguments);
        Assert.True(await program.WaitForExitAsync() == 0, program.Output);
    }
}
