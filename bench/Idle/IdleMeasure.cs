using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LogActors.Bench;

/// <summary>The child process: a host that has logged one record and then nothing, and how much memory it takes.</summary>
internal static class IdleMeasure
{
    public const string Name = "measure-idle";
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(string[] words)
    {
        if (words.Length != 3) throw new UsageException($"{Name} is for the bench itself.");
        return await ChildRun.AnswerAsync(words[2], () => MeasureAsync(words[0], words[1]));
    }

    private static async Task<IdleMeasurement> MeasureAsync(string kind, string directory)
    {
        Environment.SetEnvironmentVariable("LOGACTORS_RUNTIME_DIR", Path.Combine(directory, "run"));
        HostApplicationBuilder builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "bench" });
        builder.Logging.ClearProviders();
        if (kind == IdleCommand.With)
        {
            builder.Logging.AddLogActors(options => options.LocalSilo.Directory = directory);
        }

        using IHost host = builder.Build();
        await host.StartAsync();
        host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("LogActors.Bench.Orders").LogInformation("The only record");
        if (host.Services.GetService<ILogDelivery>() is { } delivery)
        {
            await delivery.FlushAsync();
        }

        await Task.Delay(Rest, TimeProvider.System);
        long silo = kind == IdleCommand.With ? ResidentBytes(LogActorsCase.SiloProcessId(Path.Combine(directory, "run"))) : 0;
        IdleMeasurement measured = new(kind, ResidentBytes(Environment.ProcessId), silo);
        await host.StopAsync();
        return measured;
    }

    private static long ResidentBytes(int processId)
    {
        using Process process = Process.GetProcessById(processId);
        return process.WorkingSet64;
    }
}
