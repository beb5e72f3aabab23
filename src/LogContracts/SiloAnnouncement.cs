using System.Diagnostics;
using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LogActors;

/// <summary>What a silo tells the applications of its user on this machine: which log root it owns and where it listens.</summary>
/// <remarks>
/// Written by the silo once it listens, to <see cref="PathFor"/>, and removed when it ends. The place is outside the log root, of which applications open nothing.
/// The same text is under the log root, beside the lock, for silos that find it taken: they hand it to the application that started them. Immutable.
/// </remarks>
/// <param name="Directory">The log root, as a full path.</param>
/// <param name="ProcessId">The silo's process.</param>
/// <param name="StartedUtcTicks">When that process started, since a number alone may have been given to another.</param>
/// <param name="GatewayPort">The Orleans gateway's port on 127.0.0.1.</param>
/// <param name="ClusterId">The Orleans cluster id.</param>
/// <param name="ServiceId">The Orleans service id.</param>
/// <param name="Http">The address of the silo's HTTP endpoints, such as <c>http://127.0.0.1:5000</c>.</param>
/// <param name="StartedClockTicks">When the process started, in clock ticks since the machine's start: unlike <paramref name="StartedUtcTicks"/>, nothing that sets
/// the clock moves it. <see langword="null"/> where the system does not say.</param>
internal sealed record SiloAnnouncement(
    string Directory, int ProcessId, long StartedUtcTicks, int GatewayPort, string ClusterId, string ServiceId, string Http, long? StartedClockTicks = null)
{
    private static readonly TimeSpan StartTolerance = TimeSpan.FromSeconds(2);

    /// <summary>Whether the silo's process lives, and is not another one that got its number.</summary>
    [JsonIgnore]
    public bool IsLiving
    {
        get
        {
            if (StartedClockTicks is { } ticks && OperatingSystem.IsLinux())
            {
                return ClockTicksOf(ProcessId) == ticks;
            }

            try
            {
                using Process process = Process.GetProcessById(ProcessId);
                return new TimeSpan(StartOf(process) - StartedUtcTicks).Duration() < StartTolerance;
            }
            catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                return false;
            }
        }
    }

    /// <summary>The announcement of this process.</summary>
    public static SiloAnnouncement OfThisProcess(string directory, int gatewayPort, string clusterId, string serviceId, string http)
    {
        using Process process = Process.GetCurrentProcess();
        return new SiloAnnouncement(directory, process.Id, StartOf(process), gatewayPort, clusterId, serviceId, http, ClockTicksOf(process.Id));
    }

    /// <summary>The file where the silo of a log root announces itself to this user's applications.</summary>
    /// <param name="directory">The log root; a relative path counts from the current directory.</param>
    /// <returns>A path under <c>$LOGACTORS_RUNTIME_DIR</c> or <c>$XDG_RUNTIME_DIR</c> if set, else under the user's local application data, else under the temporary folder.</returns>
    public static string PathFor(string directory)
    {
        string root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        string key = XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(root)).ToString("x16", CultureInfo.InvariantCulture);   // a cryptographic one would load six MiB of libraries
        return Path.Combine(RuntimeFolder(), $"{key}.json");
    }

    /// <summary>The announcement as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, SiloAnnouncementJson.Default.SiloAnnouncement);

    /// <summary>Reads an announcement; <see langword="null"/> if the text is not one.</summary>
    public static SiloAnnouncement? FromJson(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, SiloAnnouncementJson.Default.SiloAnnouncement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static long StartOf(Process process) => process.StartTime.ToUniversalTime().Ticks;

    // Linux only: the 22nd field, of which the second is a name in parentheses that may have anything in it.
    private static long? ClockTicksOf(int process)
    {
        try
        {
            string status = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
            string[] fields = status[(status.LastIndexOf(')') + 2)..].Split(' ');
            return fields is [not ("Z" or "X"), ..] && long.TryParse(fields.ElementAtOrDefault(19), NumberStyles.None, CultureInfo.InvariantCulture, out long ticks) ? ticks : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;                                        // it has gone, or this is not Linux
        }
    }

    private static string RuntimeFolder()
    {
        if (Environment.GetEnvironmentVariable("LOGACTORS_RUNTIME_DIR") is { Length: > 0 } chosen)
        {
            return chosen;
        }

        string? session = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
        string data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return session is { Length: > 0 } ? Path.Combine(session, "logactors")
            : data.Length > 0 ? Path.Combine(data, "logactors")
            : Path.Combine(Path.GetTempPath(), $"logactors-{Environment.UserName}");
    }
}

[JsonSerializable(typeof(SiloAnnouncement))]
internal sealed partial class SiloAnnouncementJson : JsonSerializerContext;
