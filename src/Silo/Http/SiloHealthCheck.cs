using Microsoft.Extensions.Diagnostics.HealthChecks;
using Orleans.Runtime;

namespace LogActors;

/// <summary>Healthy while the silo is an active member of its cluster and its log root is there.</summary>
internal sealed class SiloHealthCheck(ISiloStatusOracle status, LogRoot root) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        string? problem = status.CurrentStatus != SiloStatus.Active ? $"The silo is {status.CurrentStatus}."
            : !Directory.Exists(root.FullPath) ? $"The log root '{root.FullPath}' is not there."
            : null;
        return Task.FromResult(problem is null ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(problem));
    }
}
