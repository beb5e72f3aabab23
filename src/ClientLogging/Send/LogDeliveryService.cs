using Microsoft.Extensions.Hosting;

namespace LogActors;

/// <summary>Ties the delivery to the host: connects in the background when it starts, and drains when it stops.</summary>
/// <remarks>What is logged by services that stop later is sent as ever; what is left when the provider is disposed has what the drain left of the time-out.</remarks>
internal sealed class LogDeliveryService(LogDelivery delivery) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        delivery.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => delivery.DrainForShutdownAsync(cancellationToken);
}
