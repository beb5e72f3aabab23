using System.Net.Http.Json;
using System.Xml.Linq;

namespace LogActors.Tests;

/// <summary>What the AppHost does, shown without the Aspire packages: its project file holds together, and processes with exactly its variables deliver records.</summary>
public sealed class AppHostTests
{
    private static readonly string Folder = Path.Combine(Programs.RepositoryRoot, "AppHost");

    [Fact]
    public void ProjectFile_ReferencesExistAndVersionsAgree()
    {
        XElement project = XDocument.Load(Path.Combine(Folder, "AppHost.csproj")).Root!;
        XElement versions = XDocument.Load(Path.Combine(Programs.RepositoryRoot, "Directory.Packages.props")).Root!;

        string sdk = project.Attribute("Sdk")!.Value;
        string orleans = versions.Descendants("PackageVersion").Single(version => version.Attribute("Include")!.Value == "Aspire.Hosting.Orleans").Attribute("Version")!.Value;
        string[] references = [.. project.Descendants("ProjectReference").Select(reference => reference.Attribute("Include")!.Value)];

        Assert.Equal($"Aspire.AppHost.Sdk/{orleans}", sdk);
        Assert.Equal(["../src/Silo/Silo.csproj", "../samples/Orders/Orders.csproj", "../samples/Payments/Payments.csproj"], references);
        Assert.All(references, reference => Assert.True(File.Exists(Path.Combine(Folder, reference)), reference));
    }

    [Fact]
    public void Solution_ListsEveryProjectOnceAndTheMainSolutionLeavesTheAppHostOut()
    {
        XElement solution = XDocument.Load(Path.Combine(Folder, "AppHost.slnx")).Root!;
        string[] projects = [.. solution.Elements("Project").Select(project => project.Attribute("Path")!.Value)];

        Assert.Equal(projects.Length, projects.Distinct().Count());
        Assert.All(projects, project => Assert.True(File.Exists(Path.Combine(Folder, project)), project));
        Assert.DoesNotContain("AppHost.csproj", File.ReadAllText(Path.Combine(Programs.RepositoryRoot, "LogActors.sln")), StringComparison.Ordinal);
        Assert.Contains("AppHost/AppHost.csproj", File.ReadAllText(Path.Combine(Programs.RepositoryRoot, "aspire.config.json")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("WithReference(cluster)")]
    [InlineData("WithEnvironment(\"LogActors__Directory\"")]
    [InlineData("WithEnvironment(\"Orleans__Endpoints__AdvertisedIPAddress\", \"127.0.0.1\")")]
    [InlineData("WithEndpoint(\"orleans-silo\", endpoint => endpoint.IsProxied = false)")]
    [InlineData("WithEndpoint(\"orleans-gateway\", endpoint => endpoint.IsProxied = false)")]
    [InlineData("WithEnvironment(\"ConnectionStrings__logactors\", connection)")]
    [InlineData("ClusterId=dev;ServiceId=logactors")]
    [InlineData("WithEnvironment(\"Payments__Address\", payments.GetEndpoint(\"http\"))")]
    public void Program_SetsTheVariablesThatTheProcessTestUses(string call) =>
        Assert.Contains(call, File.ReadAllText(Path.Combine(Folder, "AppHost.cs")), StringComparison.Ordinal);

    [Fact]
    public async Task ProcessesWithTheAppHostsVariables_DeliverRecordsOfBothServices()
    {
        await using Playground ground = new();
        RunningProgram silo = ground.Start(Programs.Silo, new()
        {
            // What WithReference(cluster) injects into a silo, and what the AppHost adds.
            ["Orleans__ClusterId"] = "dev",
            ["Orleans__ServiceId"] = "logactors",
            ["Orleans__EnableDistributedTracing"] = "true",
            ["Orleans__Clustering__ProviderType"] = "Development",
            ["Orleans__Endpoints__SiloPort"] = Playground.Text(ground.Ports[0]),
            ["Orleans__Endpoints__GatewayPort"] = Playground.Text(ground.Ports[1]),
            ["Orleans__Endpoints__AdvertisedIPAddress"] = "127.0.0.1",
            ["LogActors__Directory"] = ground.LogRoot,
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{Playground.Text(ground.Ports[2])}",
        });
        await silo.WaitForLineAsync("The silo owns log root");
        string connection = $"Gateways=127.0.0.1:{Playground.Text(ground.Ports[1])};ClusterId=dev;ServiceId=logactors";
        RunningProgram payments = ground.Start(Programs.Payments, new() { ["ConnectionStrings__logactors"] = connection, ["Logging__Console__LogLevel__Default"] = "Information" }, "--urls", "http://127.0.0.1:0");
        string paymentAddress = (await payments.WaitForLineAsync("Now listening on: ")).Split(' ')[^1];
        RunningProgram orders = ground.Start(Programs.Orders, new() { ["ConnectionStrings__logactors"] = connection, ["Payments__Address"] = paymentAddress }, "--urls", "http://127.0.0.1:0");
        string orderAddress = (await orders.WaitForLineAsync("Orders listens on ")).Split(' ')[^1];

        using HttpClient http = new();
        Assert.Equal("Healthy", await http.GetStringAsync(new Uri($"http://127.0.0.1:{Playground.Text(ground.Ports[2])}/health")));
        using HttpResponseMessage placed = await http.PostAsJsonAsync($"{orderAddress}/orders", new { Customer = "c", Article = "lamp", Quantity = 2, Price = 10 });
        using HttpResponseMessage declined = await http.PostAsJsonAsync($"{orderAddress}/orders", new { Customer = "c", Article = "rug", Quantity = 100, Price = 10 });
        placed.EnsureSuccessStatusCode();
        declined.EnsureSuccessStatusCode();
        orders.Terminate();
        payments.Terminate();
        Assert.Equal(0, await orders.WaitForExitAsync());
        Assert.Equal(0, await payments.WaitForExitAsync());

        Assert.Single(ground.Lines("payments"), line => line.Contains("Order 1 charged 20: pay-", StringComparison.Ordinal));
        Assert.Single(ground.Lines("payments"), line => line.Contains("Order 2 declined: 1000 is over the limit of 250", StringComparison.Ordinal));
        Assert.Single(ground.Lines("orders"), line => line.Contains("Payment of 20 for order 1: pay-", StringComparison.Ordinal));
        Assert.Single(ground.Lines("orders"), line => line.Contains("Payment of 1000 for order 2: declined", StringComparison.Ordinal));
    }
}
