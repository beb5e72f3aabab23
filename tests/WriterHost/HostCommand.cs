using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace LogActors.Chaos;

/// <summary>The writer of one log file without Orleans: the same locks, files and receipts as in a silo, in a process that is ready in a tenth of a second.</summary>
/// <remarks>Takes a silo's environment variables as far as they matter here, so that a campaign can start it in a silo's place; ends like one on SIGTERM, and with its exit codes.</remarks>
internal static class HostCommand
{
    private const int Stopped = 0;
    private const int LogRootTaken = 3;

    public static async Task<int> RunAsync(string logFile)
    {
        try
        {
            using LogRoot root = LogRoot.Open(Variable("LogActors__Directory"), $"the plain host with process id {Environment.ProcessId}");
            await ServeAsync(root, logFile);
            return Stopped;
        }
        catch (LogRootTakenException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return LogRootTaken;
        }
    }

    private static async Task ServeAsync(LogRoot root, string logFile)
    {
        LogStoreOptions store = new();
        LogFileOptions file = new();
        file.Ack = Setting(logFile, "Ack", file.Ack);
        file.Roll.When = Setting(logFile, "Roll__When", file.Roll.When);
        file.Roll.Naming = Setting(logFile, "Roll__Naming", file.Roll.Naming);
        file.Retain.Compress = Setting(logFile, "Retain__Compress", file.Retain.Compress);
        file.Retain.CompressLevel = Number(logFile, "Retain__CompressLevel");
        file.Retain.BackupCount = Number(logFile, "Retain__BackupCount") ?? file.Retain.BackupCount;
        store.Files.Add(logFile, file);
        using StandardErrorLoggers loggers = new();
        LogFileWriters writers = new(root, new LogStorage(), new LogFileSettings(store), TimeProvider.System, loggers, store.MaxOpenFiles);
        LogFileWriter writer = writers.Open(LogFileName.Parse(logFile), leave: () => { });
        using CancellationTokenSource stop = new();
        using PosixSignalRegistration terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            stop.Cancel();
        });
        using TcpListener listener = new(IPAddress.Loopback, int.Parse(Variable("Orleans__Endpoints__GatewayPort"), CultureInfo.InvariantCulture));
        listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Start();
        await Console.Out.WriteLineAsync($"The silo owns log root {root.FullPath}.");
        try
        {
            while (true)
            {
                TcpClient client = await listener.AcceptTcpClientAsync(stop.Token);
                client.NoDelay = true;
                _ = new HostConnection(client, writer).RunAsync();
            }
        }
        catch (OperationCanceledException)
        {
            await writers.CloseAsync(writer);
        }
    }

    private static T Setting<T>(string logFile, string name, T otherwise)
        where T : struct, Enum =>
        Text(logFile, name) is { } text ? Enum.Parse<T>(text) : otherwise;

    private static int? Number(string logFile, string name) => Text(logFile, name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    private static string? Text(string logFile, string name) => Environment.GetEnvironmentVariable($"LogActors__Files__{logFile}__{name}");

    private static string Variable(string name) => Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set.");
}
