using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LogActors.Shared;

namespace LogActors.Tests;

/// <summary>How a silo starts, and how it ends when it cannot.</summary>
public sealed class StartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Health_OfAReadySilo_IsGood()
    {
        using HttpClient http = new();
        string url = $"http://127.0.0.1:{FreePorts.Take(1)[0]}";

        await using SiloProcess silo = await SiloProcess.StartReadyAsync(_folder, [("Urls", url)]);

        Assert.Equal("Healthy", await http.GetStringAsync($"{url}/health"));
        Assert.Equal("Healthy", await http.GetStringAsync($"{url}/alive"));
        Assert.Contains(_folder["logs"], await http.GetStringAsync($"{url}/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_WithoutTheLogRoot_SaysSoWhileTheProcessIsAlive()
    {
        using HttpClient http = new();
        string url = $"http://127.0.0.1:{FreePorts.Take(1)[0]}";
        await using SiloProcess silo = await SiloProcess.StartReadyAsync(_folder, [("Urls", url)]);

        Directory.Delete(_folder["logs"], recursive: true);
        using HttpResponseMessage health = await http.GetAsync($"{url}/health");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Contains($"'{_folder["logs"]}' is not there", await health.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("Healthy", await http.GetStringAsync($"{url}/alive"));
    }

    [Fact]
    public async Task Start_OnAnotherOnesRoot_NamesTheHolder()
    {
        await using SiloProcess first = await SiloProcess.StartReadyAsync(_folder);
        await using SiloProcess second = SiloProcess.Start(_folder);

        (SiloExitCode code, string errors) = await second.ExitAsync();

        Assert.Equal(SiloExitCode.LogRootTaken, code);
        Assert.Contains($"'{_folder["logs"]}' is owned by the silo with process id {first.Id} on {Environment.MachineName}", errors, StringComparison.Ordinal);
    }

    /// <summary>A log cleaner, a logout: whoever comes later must find the silo all the same.</summary>
    [Theory]
    [InlineData("run")]
    [InlineData("logs/.logactors")]
    public async Task Announcement_ThatWasDeleted_ComesBackUntilTheSiloStops(string place)
    {
        await using SiloProcess silo = await SiloProcess.StartReadyAsync(_folder);
        string path = Directory.GetFiles(_folder[place], "*.json").Single();
        string announced = await File.ReadAllTextAsync(path);

        File.Delete(path);
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(30));
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(50));
        while (!File.Exists(path))
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }

        Assert.Equal(announced, await File.ReadAllTextAsync(path));
        silo.Send(System.Runtime.InteropServices.PosixSignal.SIGTERM);
        Assert.Equal(SiloExitCode.Stopped, (await silo.ExitAsync()).Code);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task Start_AfterTheHolderWasKilled_TakesTheRoot()
    {
        SiloProcess first = await SiloProcess.StartReadyAsync(_folder);
        await first.DisposeAsync();

        await using SiloProcess second = await SiloProcess.StartReadyAsync(_folder);

        Assert.Equal(second.Id, Announcement()!.ProcessId);
    }

    [Theory]
    [InlineData("SiloPort")]
    [InlineData("GatewayPort")]
    public async Task Start_OnATakenOrleansPort_NamesIt(string name)
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        string port = Port(taken);

        await using SiloProcess silo = SiloProcess.Start(_folder, [($"Orleans__Endpoints__{name}", port)]);
        (SiloExitCode code, string errors) = await silo.ExitAsync();

        Assert.Equal(SiloExitCode.PortTaken, code);
        Assert.Contains($"Port {port} (Orleans:Endpoints:{name})", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Urls", "http://127.0.0.1:{0}", "Urls")]
    [InlineData("Urls", "http://127.0.0.1:0;http://*:{0}", "Urls")]
    [InlineData("ASPNETCORE_HTTP_PORTS", "{0}", "HTTP_PORTS")]
    [InlineData("Kestrel__Endpoints__Health__Url", "http://localhost:{0}", "Kestrel:Endpoints:Health:Url")]
    public async Task Start_OnATakenHttpPort_NamesItInOneLine(string name, string value, string key)
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        string port = Port(taken);

        await using SiloProcess silo = SiloProcess.Start(_folder, [("Urls", ""), (name, string.Format(CultureInfo.InvariantCulture, value, port))]);
        (SiloExitCode code, string errors) = await silo.ExitAsync();

        Assert.Equal(SiloExitCode.PortTaken, code);
        string line = Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith($"LogActors silo: Port {port} ({key}) cannot be listened on: ", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OnOnePortForBoth_IsRefused()
    {
        string port = FreePorts.Take(1)[0].ToString(CultureInfo.InvariantCulture);

        await using SiloProcess silo = SiloProcess.Start(_folder, [("Orleans__Endpoints__SiloPort", port), ("Orleans__Endpoints__GatewayPort", port)]);
        (SiloExitCode code, string errors) = await silo.ExitAsync();

        Assert.Equal(SiloExitCode.BadConfiguration, code);
        Assert.Contains($"Orleans:Endpoints:GatewayPort is '{port}'", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LogActors__Dirctory", "x", "LogActors:Dirctory is no setting of a silo; there are Directory, Files, Local, MaxOpenFiles, AllowNetworkFileSystem, MaxTotalBytes.")]
    [InlineData("LogActors__Directory", "", "LogActors:Directory is empty")]
    [InlineData("LogActors__Files__orders__Fromat", "Json", "LogActors:Files:orders:Fromat is no setting")]
    [InlineData("LogActors__Files__orders__Format", "Xml", "LogActors:Files:orders:Format is 'Xml'; it must be one of Text, Json, Logfmt.")]
    [InlineData("LogActors__Files__orders__Format", "1", "LogActors:Files:orders:Format is '1'; it must be one of")]
    [InlineData("LogActors__Files__orders__Format", "Text,Json", "LogActors:Files:orders:Format is 'Text,Json'; it must be one of")]
    [InlineData("LogActors__Files__orders__Ack", "Received", "LogActors:Files:orders:Ack is 'Received'; it must be one of Written, Durable.")]
    [InlineData("LogActors__Files__orders__DurableFrom", "Fatal", "LogActors:Files:orders:DurableFrom is 'Fatal'; it must be one of Trace, ")]
    [InlineData("LogActors__MaxOpenFiles", "0", "LogActors:MaxOpenFiles is '0'; it must be a whole number above 0.")]
    [InlineData("LogActors__AllowNetworkFileSystem", "maybe", "LogActors:AllowNetworkFileSystem is 'maybe'; it must be true or false.")]
    [InlineData("LogActors__Files__orders__Template", "{Mesage}", "LogActors:Files:orders:Template: ")]
    [InlineData("LogActors__Files__orders__Resource", "service.*", "LogActors:Files:orders:Resource has the name 'service.*'; '*' stands for all attributes, and for them alone.")]
    [InlineData("LogActors__Files__orders__Resource__0__Name", "x", "LogActors:Files:orders:Resource:0 has keys below it; it must be the name of an attribute, such as service.name.")]
    [InlineData("LogActors__Files__Orders__Format", "Json", "LogActors:Files:Orders: ")]
    [InlineData("LogActors__Files__orders", "Json", "LogActors:Files:orders is 'Json'; it must have settings of its own: Format, Template, Resource, Ack, DurableFrom, LogLevel, LogLevelUntil, Roll, Retain.")]
    [InlineData("LogActors__Files__orders__Roll", "H", "LogActors:Files:orders:Roll is 'H'; it must have settings of its own: When, Interval, AtTime, Utc, TimeZone, MaxBytes, RollEmpty, Naming, Calendar.")]
    [InlineData("LogActors__Files__orders__Roll__Wen", "H", "LogActors:Files:orders:Roll:Wen is no setting")]
    [InlineData("LogActors__Files__orders__Roll__When", "W7", "LogActors:Files:orders:Roll:When is 'W7'; it must be one of Never, S, M, H, D, Midnight, W0, W1, W2, W3, W4, W5, W6.")]
    [InlineData("LogActors__Files__orders__Roll__When", "W", "LogActors:Files:orders:Roll:When is 'W'; it must be one of")]
    [InlineData("LogActors__Files__orders__Roll__Interval", "-1", "LogActors:Files:orders:Roll:Interval is -1; it must be a whole number above 0.")]
    [InlineData("LogActors__Files__orders__Roll__Interval", "1.5", "LogActors:Files:orders:Roll:Interval is '1.5'; it must be a whole number above 0.")]
    [InlineData("LogActors__Files__orders__Roll__AtTime", "25:00", "LogActors:Files:orders:Roll:AtTime is '25:00'; it must be a time of day, such as 02:30 or 02:30:15.")]
    [InlineData("LogActors__Files__orders__Roll__Utc", "no", "LogActors:Files:orders:Roll:Utc is 'no'; it must be true or false.")]
    [InlineData("LogActors__Files__orders__Roll__TimeZone", "Mars/Olympus", "LogActors:Files:orders:Roll:TimeZone is 'Mars/Olympus'; it must be an IANA name, such as Europe/Berlin.")]
    [InlineData("LogActors__Files__orders__Roll__MaxBytes", "1 GB", "LogActors:Files:orders:Roll:MaxBytes is '1 GB'; it must be a whole number of bytes, 0 for no limit.")]
    [InlineData("LogActors__Files__orders__Roll__RollEmpty", "1", "LogActors:Files:orders:Roll:RollEmpty is '1'; it must be true or false.")]
    [InlineData("LogActors__Files__orders__Roll__Naming", "Date", "LogActors:Files:orders:Roll:Naming is 'Date'; it must be one of Dated, TimedRotating.")]
    [InlineData("LogActors__Files__orders__Roll__Calendar", "Python", "LogActors:Files:orders:Roll:Calendar is 'Python'; it must be one of Safe, PythonCompatible.")]
    [InlineData("LogActors__Files__orders__Retain", "7", "LogActors:Files:orders:Retain is '7'; it must have settings of its own: BackupCount, MaxAge, MaxTotalBytes, Compress, CompressLevel, CompressAfter.")]
    [InlineData("LogActors__Files__orders__Retain__Count", "7", "LogActors:Files:orders:Retain:Count is no setting")]
    [InlineData("LogActors__Files__orders__Retain__BackupCount", "many", "LogActors:Files:orders:Retain:BackupCount is 'many'; it must be a whole number, 0 for no limit.")]
    [InlineData("LogActors__Files__orders__Retain__BackupCount", "-1", "LogActors:Files:orders:Retain:BackupCount is -1; it must be 0, for no limit, or more.")]
    [InlineData("LogActors__Files__orders__Retain__MaxAge", "30", "LogActors:Files:orders:Retain:MaxAge is '30'; it must be a duration, such as 30.00:00:00 for 30 days.")]
    [InlineData("LogActors__Files__orders__Retain__MaxAge", "00:00:00", "LogActors:Files:orders:Retain:MaxAge is 00:00:00; it must be above 0.")]
    [InlineData("LogActors__Files__orders__Retain__MaxTotalBytes", "1 GB", "LogActors:Files:orders:Retain:MaxTotalBytes is '1 GB'; it must be a whole number of bytes, 0 for no limit.")]
    [InlineData("LogActors__Files__orders__Retain__Compress", "zip", "LogActors:Files:orders:Retain:Compress is 'zip'; it must be one of None, Zstd, Gzip.")]
    [InlineData("LogActors__Files__orders__Retain__CompressLevel", "10", "LogActors:Files:orders:Retain:CompressLevel is 10; it must be from 1 to 9.")]
    [InlineData("LogActors__Files__orders__Retain__CompressAfter", "1h", "LogActors:Files:orders:Retain:CompressAfter is '1h'; it must be a duration, such as 01:00:00 for an hour.")]
    [InlineData("LogActors__Files__orders__LogLevel", "Debug", "LogActors:Files:orders:LogLevel is 'Debug'; it must have category prefixes, such as LogActors:Files:orders:LogLevel:Default, each with a level.")]
    [InlineData("LogActors__Files__orders__LogLevel__Shop", "Fine", "LogActors:Files:orders:LogLevel:Shop is 'Fine'; it must be one of Trace, Debug, Information, Warning, Error, Critical, None.")]
    [InlineData("LogActors__Files__orders__LogLevel__Shop", "1", "LogActors:Files:orders:LogLevel:Shop is '1'; it must be one of Trace, ")]
    [InlineData("LogActors__Files__orders__LogLevel__Shop__Orders", "Debug", "LogActors:Files:orders:LogLevel:Shop has keys below it; it must be one of Trace, ")]
    [InlineData("LogActors__Files__orders__LogLevel__Shop.*", "Debug", "LogActors:Files:orders:LogLevel has the category 'Shop.*'; it must be what categories begin with, without '*', or Default for every category.")]
    [InlineData("LogActors__Files__orders__LogLevelUntil", "tomorrow", "LogActors:Files:orders:LogLevelUntil is 'tomorrow'; it must be a moment with its offset from UTC, such as 2026-01-02T15:04:05Z or 2026-01-02T16:04+01:00.")]
    [InlineData("LogActors__Files__orders__LogLevelUntil", "2026-01-02T15:04:05", "LogActors:Files:orders:LogLevelUntil is '2026-01-02T15:04:05'; it must be a moment with its offset")]
    [InlineData("LogActors__Files__orders__LogLevelUntil", "2026-01-02", "LogActors:Files:orders:LogLevelUntil is '2026-01-02'; it must be a moment with its offset")]
    [InlineData("LogActors__MaxTotalBytes", "1 GB", "LogActors:MaxTotalBytes is '1 GB'; it must be a whole number of bytes, 0 for no limit.")]
    [InlineData("LogActors__MaxTotalBytes", "-1", "LogActors:MaxTotalBytes is -1; it must be 0, for no limit, or more.")]
    [InlineData("LogActors__Files", "Json", "LogActors:Files is 'Json'; ")]
    [InlineData("LogActors__Local__Enabled", "yes", "LogActors:Local:Enabled is 'yes'")]
    [InlineData("LogActors__Local__Linger", "-00:00:01", "LogActors:Local:Linger is '-00:00:01'")]
    [InlineData("LogActors__Local__Linger", "2", "LogActors:Local:Linger is '2'")]
    [InlineData("LogActors__Local__Lingr", "00:00:01", "LogActors:Local:Lingr is no setting")]
    [InlineData("Orleans__Endpoints__SiloPort", "0", "Orleans:Endpoints:SiloPort is '0'")]
    [InlineData("Orleans__Endpoints__GatewayPort", "many", "Orleans:Endpoints:GatewayPort is 'many'")]
    [InlineData("Urls", "nonsense", "'nonsense'")]
    public async Task Start_WithABadSetting_NamesIt(string name, string value, string expected)
    {
        await using SiloProcess silo = SiloProcess.Start(_folder, [(name, value)]);

        (SiloExitCode code, string errors) = await silo.ExitAsync();

        Assert.Contains(expected, errors, StringComparison.Ordinal);
        Assert.Equal(SiloExitCode.BadConfiguration, code);
        Assert.Null(Announcement());
    }

    [Fact]
    public async Task Start_WithEverySettingOfRoll_TakesThem()
    {
        const string Roll = "LogActors__Files__orders__Roll__";

        await using SiloProcess silo = await SiloProcess.StartReadyAsync(_folder, [
            ($"{Roll}When", "midnight"), ($"{Roll}Interval", "2"), ($"{Roll}AtTime", "02:30:15"), ($"{Roll}Utc", "false"), ($"{Roll}TimeZone", "Europe/Berlin"),
            ($"{Roll}MaxBytes", "10000000000"), ($"{Roll}RollEmpty", "true"), ($"{Roll}Naming", "TimedRotating"), ($"{Roll}Calendar", "PythonCompatible")]);

        Assert.NotNull(Announcement());
    }

    [Fact]
    public async Task Start_WithEverySettingOfRetain_TakesThem()
    {
        const string Retain = "LogActors__Files__orders__Retain__";

        await using SiloProcess silo = await SiloProcess.StartReadyAsync(_folder, [
            ($"{Retain}BackupCount", "7"), ($"{Retain}MaxAge", "30.00:00:00"), ($"{Retain}MaxTotalBytes", "10000000000"), ($"{Retain}Compress", "zstd"),
            ($"{Retain}CompressLevel", "9"), ($"{Retain}CompressAfter", "01:00:00"), ("LogActors__MaxTotalBytes", "100000000000")]);

        Assert.NotNull(Announcement());
    }

    [Fact]
    public async Task Start_OnAnUnusableRoot_SaysWhy()
    {
        await File.WriteAllTextAsync(_folder["file"], "");
        string root = Path.Combine(_folder["file"], "logs");

        await using SiloProcess silo = SiloProcess.Start(_folder, [("LogActors__Directory", root)]);
        (SiloExitCode code, string errors) = await silo.ExitAsync();

        Assert.Equal(SiloExitCode.LogRootUnusable, code);
        Assert.Contains($"The log root '{root}' cannot be used", errors, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static string Port(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

    private SiloAnnouncement? Announcement() =>
        !Directory.Exists(_folder["run"]) ? null : Directory.GetFiles(_folder["run"], "*.json").Select(path => SiloAnnouncement.FromJson(File.ReadAllText(path))).SingleOrDefault();
}
