using LogActors;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the delivery of log records to an application's health checks.</summary>
public static class LogActorsHealthChecksBuilderExtensions
{
    /// <summary>Adds a check that says whether the application's records reach their log files; <c>AddLogActors</c> must have been called on its logging.</summary>
    /// <param name="builder">The application's health checks.</param>
    /// <param name="name">The check's name.</param>
    /// <param name="failureStatus">
    /// What is reported while records do not get through, the buffer is nearly full, or some have just been dropped. <see cref="HealthStatus.Degraded"/> unless said otherwise: an application whose
    /// records wait still serves, and is not to be restarted for it.
    /// </param>
    /// <param name="tags">The check's tags.</param>
    /// <returns><paramref name="builder"/>, for further calls.</returns>
    public static IHealthChecksBuilder AddLogActorsHealthCheck(
        this IHealthChecksBuilder builder, string name = "logactors", HealthStatus failureStatus = HealthStatus.Degraded, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<LogActorsHealthCheck>();
        return builder.Add(new HealthCheckRegistration(name, static services => services.GetRequiredService<LogActorsHealthCheck>(), failureStatus, tags));
    }
}
