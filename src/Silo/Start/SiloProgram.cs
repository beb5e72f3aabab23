using System.Globalization;
using Microsoft.AspNetCore.Connections;

namespace LogActors;

/// <summary>Starts the silo in the order that keeps it safe: settings, lock of the log root, ports, and only then Orleans and HTTP.</summary>
internal static class SiloProgram
{
    /// <summary>Runs until the silo is asked to stop.</summary>
    /// <returns>How it ended; a failure has been said on standard error in one sentence.</returns>
    public static async Task<SiloExitCode> RunAsync(string[] args)
    {
        try
        {
            return await StartAsync(args);
        }
        catch (FormatException exception)
        {
            return Fail(SiloExitCode.BadConfiguration, exception.Message);
        }
        catch (InvalidDataException exception)                  // a file of settings is not JSON
        {
            return Fail(SiloExitCode.BadConfiguration, SettingsReload.Explain(exception));
        }
        catch (LogRootTakenException exception)
        {
            return Fail(SiloExitCode.LogRootTaken, exception.Message);
        }
        catch (LogRootUnusableException exception)
        {
            return Fail(SiloExitCode.LogRootUnusable, exception.Message);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            return Fail(SiloExitCode.PortTaken, exception.Message);
        }
        catch (AddressInUseException exception)                 // taken since it was looked at
        {
            return Fail(SiloExitCode.PortTaken, exception.Message);
        }
        catch (PortTakenException exception)
        {
            return Fail(SiloExitCode.PortTaken, exception.Message);
        }
        catch (Exception exception)
        {
            return Fail(SiloExitCode.Failed, exception.ToString());
        }
    }

    private static async Task<SiloExitCode> StartAsync(string[] args)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = AppContext.BaseDirectory,         // appsettings.json lies beside the program, wherever it is started
        });
        LogStoreOptions store = StoreConfiguration.Read(builder.Configuration);
        LogFileSettings settings = new(store);
        LocalSiloMode? local = LocalSiloMode.From(builder.Configuration);
        SiloPorts ports = local is null ? SiloPorts.From(builder.Configuration) : SiloPorts.Free();
        using LogRoot root = OpenRoot(store, local);
        RootAnnouncement.Forget(root.FullPath);
        ports.ThrowIfTaken();
        if (local is null)
        {
            SiloPorts.ThrowIfTaken(SiloEndpoints.Addresses(builder.Configuration));
        }

        local?.Apply(builder, root.FullPath);

        builder.Services.AddSingleton<GatewayConnections>();
        builder.Services.AddHealthChecks().AddCheck<SiloHealthCheck>("silo");
        builder.UseOrleans(silo => OrleansSetup.Apply(silo, builder.Configuration, ports, root, settings, store.MaxOpenFiles));
        WebApplication app = builder.Build();
        if (local is null)
        {
            app.UseDefaultAddress();
        }
        else
        {
            LocalSiloMode.UseFreePort(app);
        }

        app.MapLogActors(root);
        SettingsReload.Watch(app, settings);
        using SiloAnnouncer announcer = new(app, root, ports, local);
        await app.RunAsync();
        return SiloExitCode.Stopped;
    }

    private static LogRoot OpenRoot(LogStoreOptions store, LocalSiloMode? local)
    {
        string owner = string.Create(CultureInfo.InvariantCulture, $"the silo with process id {Environment.ProcessId} on {Environment.MachineName}, since {TimeProvider.System.GetUtcNow():u}");
        try
        {
            return LogRoot.Open(store.Directory, owner, store.AllowNetworkFileSystem);
        }
        catch (LogRootTakenException) when (local is not null)
        {
            RootAnnouncement.HandOver(store.Directory);
            throw;
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or (IOException and not LogRootTakenException) or ArgumentException or NotSupportedException)
        {
            throw new LogRootUnusableException($"The log root '{store.Directory}' cannot be used: {exception.Message} Set LogActors:Directory to a folder that this user may write.", exception);
        }
    }

    private static SiloExitCode Fail(SiloExitCode code, string sentence)
    {
        Console.Error.WriteLine($"LogActors silo: {sentence}");
        return code;
    }
}
