using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LogActors;

/// <summary>Says whether an application's records reach their log files.</summary>
/// <remarks>
/// Not healthy while the oldest batch has been under way for 10 s, the buffer is more than 80 % full, or records have been dropped since the check before: the first two pass by themselves, and the third
/// is said once. The data has the figures. Thread-safe.
/// </remarks>
internal sealed class LogActorsHealthCheck(LogDelivery delivery) : IHealthCheck
{
    private const double MostFill = 0.8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private long _droppedBefore;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        DeliveryHealth health = delivery.Health;
        long dropped = DroppedSinceLast(health.Counts.Dropped);
        List<string> complaints = [];
        if (health.OldestAge >= Patience)
        {
            string reason = health.Reason ?? "no answer";
            complaints.Add(string.Create(CultureInfo.InvariantCulture, $"Nothing has been written for {health.OldestAge.TotalSeconds:0} s: {reason}. {health.Counts.Waiting} records wait."));
        }

        if (health.BufferedBytes > MostFill * health.CapacityBytes)
        {
            complaints.Add(string.Create(CultureInfo.InvariantCulture, $"The buffer has {health.BufferedBytes} of {health.CapacityBytes} bytes."));
        }

        if (dropped > 0)
        {
            complaints.Add(string.Create(CultureInfo.InvariantCulture, $"{dropped} records have been dropped since the last check."));
        }

        Dictionary<string, object> data = new()
        {
            ["connected"] = health.IsConnected,
            ["buffer.usage"] = health.BufferedBytes,
            ["buffer.limit"] = health.CapacityBytes,
            ["oldest.age"] = health.OldestAge.TotalSeconds,
            ["records.accepted"] = health.Counts.Accepted,
            ["records.written"] = health.Counts.Written,
            ["records.dropped"] = health.Counts.Dropped,
            ["records.waiting"] = health.Counts.Waiting,
        };
        return Task.FromResult(complaints.Count == 0
            ? HealthCheckResult.Healthy("Records are delivered.", data)
            : new HealthCheckResult(context.Registration.FailureStatus, string.Join(' ', complaints), data: data));
    }

    private long DroppedSinceLast(long dropped)
    {
        lock (_gate)
        {
            long before = _droppedBefore;
            _droppedBefore = Math.Max(before, dropped);
            return _droppedBefore - before;
        }
    }
}
