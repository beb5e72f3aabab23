using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using System.Net;

namespace LogActors.Tests;

/// <summary>Damaged batches over a real connection: refused by a receipt, while the connection and everybody else go on.</summary>
public sealed class HostileBatchTests
{
    private static readonly Guid Producer = Guid.NewGuid();

    [Fact]
    public async Task DamagedBatches_AreRefusedAndTheSameConnectionGoesOn()
    {
        await using Playground ground = new();
        RunningProgram silo = await ground.StartSiloAsync();
        await using ServiceProvider client = await ConnectAsync(ground.Ports[1]);
        ILogFileGrain file = client.GetRequiredService<IClusterClient>().GetGrain<ILogFileGrain>("load");
        byte[] good = Payload("good");
        byte[] wrongChecksum = Payload("wrong checksum");
        wrongChecksum[^1] ^= 1;
        byte[] impossibleLength = Payload("impossible length");
        impossibleLength[RecordFormat.HeaderBytes] = 0x7F;
        RecordFormat.Seal(impossibleLength);
        RunningProgram load = ground.StartLoad("a", threads: 1, perThread: 20_000);

        AppendReceipt[] refused =
        [
            await file.AppendAsync(new RecordBatch(Producer, 0, 0, 1, wrongChecksum)),
            await file.AppendAsync(new RecordBatch(Producer, 0, 0, 1, impossibleLength)),
            await file.AppendAsync(new RecordBatch(Producer, 0, 0, 2, good)),
            await file.AppendAsync(new RecordBatch(Producer, 0, 0, int.MaxValue, good)),
            await file.AppendAsync(new RecordBatch(Producer, 0, -1, 1, good)),
            await file.AppendAsync(new RecordBatch(Producer, 0, 0, 1, new byte[RecordFormat.MaxBatchBytes + 100_000])),
            await file.AppendAsync(new RecordBatch(Producer, 0, 0, 1, ReadOnlyMemory<byte>.Empty)),
            await client.GetRequiredService<IClusterClient>().GetGrain<ILogFileGrain>("../escape").AppendAsync(new RecordBatch(Producer, 0, 0, 1, good)),
        ];
        AppendReceipt appended = await file.AppendAsync(new RecordBatch(Producer, 0, 0, 1, good));
        Assert.Equal(0, await load.WaitForExitAsync());

        Assert.All(refused, receipt => Assert.Equal(AppendOutcome.Refused, receipt.Outcome));
        Assert.All(refused, receipt => Assert.NotEmpty(receipt.Detail!));
        Assert.Equal(AppendOutcome.Appended, appended.Outcome);
        Assert.Equal(0, appended.LastSequence);
        LoadChecker checker = LoadChecker.Read(ground.Lines("load"));
        checker.AssertComplete(1, 20_000, "a");
        Assert.EndsWith("good", Assert.Single(checker.Others), StringComparison.Ordinal);
        Assert.Single(silo.Output.Split('\n'), line => line.Contains("was refused", StringComparison.Ordinal));
        Assert.False(Path.Exists(Path.Combine(ground.Folder, "escape.log")));
    }

    internal static byte[] Payload(string message)
    {
        RecordShape shape = new(1, "Hostile", 0, null, null, []);
        RecordEncoder encoder = new();
        encoder.Begin(1, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks, 2, 1024);
        encoder.Message(message);
        byte[] length = new byte[5];
        int lengthBytes = RecordFormat.WriteVarint(length, (uint)encoder.Written.Length);
        byte[] payload = [.. new byte[RecordFormat.HeaderBytes], .. shape.Definition, .. length.AsSpan(0, lengthBytes), .. encoder.Written];
        RecordFormat.Seal(payload);
        return payload;
    }

    private static async Task<ServiceProvider> ConnectAsync(int gateway)
    {
        ServiceCollection services = new();
        services.AddOrleansClient(new ConfigurationBuilder().Build(), client =>
        {
            client.UseStaticClustering(new IPEndPoint(IPAddress.Loopback, gateway));
            client.Configure<Orleans.Configuration.ClusterOptions>(options => (options.ClusterId, options.ServiceId) = ("logactors", "logactors"));
        });
        ServiceProvider provider = services.BuildServiceProvider();
        foreach (IHostedService service in provider.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
        }

        return provider;
    }
}
