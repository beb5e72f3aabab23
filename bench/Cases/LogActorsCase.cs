using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LogActors.Bench;

/// <summary>LogActors as an application has it by default: the silo is a process of its own on this machine, found or started by the provider. Both processes count.</summary>
/// <remarks>The buffer is the default one; callers wait when it is full, as the peers' do.</remarks>
internal sealed class LogActorsCase : ICase
{
    private const string FileName = "bench";

    private ServiceProvider? _services;
    private int _silo;

    public IReadOnlyList<int> OtherProcessIds => [_silo];

    public async ValueTask<ILoggerFactory> StartAsync(LogTarget target)
    {
        Environment.SetEnvironmentVariable("LOGACTORS_RUNTIME_DIR", Path.Combine(target.Directory, "run"));
        Environment.SetEnvironmentVariable("LogActors__Files__bench__Format", target.Format == OutputFormat.Json ? "Json" : "Text");
        ServiceCollection services = new();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddLogging(logging => logging.AddLogActors(options =>
        {
            options.File = FileName;
            options.WhenFull = WhenFull.Wait;
            options.MaxWait = TimeSpan.FromMinutes(1);
            options.Routes["Start"] = "start";
            options.LocalSilo.Directory = target.Directory;
        }));
        _services = services.BuildServiceProvider();
        ILoggerFactory factory = _services.GetRequiredService<ILoggerFactory>();
        ILogDelivery delivery = _services.GetRequiredService<ILogDelivery>();
        factory.CreateLogger("Start").LogInformation("The silo is started by the first record.");
        await delivery.FlushAsync();
        _silo = SiloProcessId(Path.Combine(target.Directory, "run"));
        return factory;
    }

    public async ValueTask FinishAsync()
    {
        ILogDelivery delivery = _services!.GetRequiredService<ILogDelivery>();
        await delivery.FlushAsync();
        if (delivery.Counts is { Dropped: > 0 } counts)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{counts.Dropped} records were dropped."));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
            using Process silo = Process.GetProcessById(_silo);
            await silo.WaitForExitAsync();                      // by itself, now that nobody is connected
        }
    }

    /// <summary>The process of the only silo that has announced itself in a runtime folder.</summary>
    public static int SiloProcessId(string folder)
    {
        string announcement = File.ReadAllText(Directory.GetFiles(folder, "*.json").Single());
        return System.Text.Json.JsonDocument.Parse(announcement).RootElement.GetProperty("ProcessId").GetInt32();
    }
}
