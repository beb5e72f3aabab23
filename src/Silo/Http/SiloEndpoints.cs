using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LogActors;

/// <summary>The silo's HTTP endpoints.</summary>
internal static class SiloEndpoints
{
    private const string DefaultAddress = "http://127.0.0.1:30080";

    /// <summary>Listens where the configuration says (<c>Urls</c>, <c>ASPNETCORE_URLS</c>, <c>Kestrel:Endpoints</c>, …), or on 127.0.0.1 only.</summary>
    public static void UseDefaultAddress(this WebApplication app)
    {
        string[] chosen = ["urls", "http_ports", "https_ports"];
        if (!app.Configuration.GetSection("Kestrel:Endpoints").Exists() && !chosen.Any(key => app.Configuration[key] is { Length: > 0 }))
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
}
