using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LogActors;

/// <summary>The silo's HTTP endpoints.</summary>
internal static class SiloEndpoints
{
    private const string DefaultAddress = "http://127.0.0.1:30080";

    /// <summary>Where HTTP listens, each with the key that says so: as ASP.NET Core reads the configuration, or on 127.0.0.1 only.</summary>
    public static IReadOnlyList<(string Key, string Url)> Addresses(IConfiguration configuration)
    {
        IConfigurationSection endpoints = configuration.GetSection("Kestrel:Endpoints");
        if (endpoints.Exists())
        {
            return [.. endpoints.GetChildren().Where(endpoint => endpoint["Url"] is not null).Select(endpoint => ($"{endpoint.Path}:Url", endpoint["Url"]!))];
        }

        if (configuration["urls"] is { Length: > 0 } urls)
        {
            return [.. Split(urls).Select(url => ("Urls", url))];
        }

        (string, string)[] ports =
        [
            .. Split(configuration["http_ports"] ?? "").Select(port => ("HTTP_PORTS", $"http://*:{port}")),
            .. Split(configuration["https_ports"] ?? "").Select(port => ("HTTPS_PORTS", $"https://*:{port}")),
        ];
        return ports.Length > 0 ? ports : [("Urls", DefaultAddress)];
    }

    /// <summary>Listens on 127.0.0.1 only, if the configuration does not say where.</summary>
    public static void UseDefaultAddress(this WebApplication app)
    {
        if (Addresses(app.Configuration) is [(_, DefaultAddress)])
        {
            app.Urls.Add(DefaultAddress);
        }
    }

    /// <summary>Maps <c>/health</c> (all checks), <c>/alive</c> (the process answers) and <c>/</c> (which log root this is).</summary>
    public static void MapLogActors(this WebApplication app, LogRoot root)
    {
        app.MapHealthChecks("/health", new HealthCheckOptions { ResponseWriter = WriteAsync });
        app.MapHealthChecks("/alive", new HealthCheckOptions { Predicate = _ => false });
        app.MapGet("/", () => Results.Json(new { service = "LogActors silo", directory = root.FullPath }));
    }

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        string problems = string.Join(" ", report.Entries.Values.Where(entry => entry.Status != HealthStatus.Healthy).Select(entry => entry.Description));
        return context.Response.WriteAsync(problems.Length == 0 ? report.Status.ToString() : $"{report.Status}: {problems}");
    }

    private static string[] Split(string list) => list.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
