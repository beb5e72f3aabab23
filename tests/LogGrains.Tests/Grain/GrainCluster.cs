using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.TestingHost;

namespace LogActors.Tests;

/// <summary>A silo with log-file grains and a client of it, shared by the tests of a collection.</summary>
public sealed class GrainCluster : IAsyncLifetime
{
    public const string Collection = "grain cluster";

    private readonly TemporaryFolder _folder = new();
    private readonly LogRoot _root;
    private readonly InProcessTestCluster _cluster;

    public GrainCluster()
    {
        LogStoreOptions options = new();
        options.Files["*"] = new LogFileOptions { Template = "{Message}" };
        options.Files["debugged/*"] = new LogFileOptions { Levels = { ["Default"] = LogLevel.Debug, ["Shop.Payments"] = LogLevel.None }, LevelsUntil = DateTimeOffset.MaxValue };
        _root = LogRoot.Open(_folder["root"], "the test");
        InProcessTestClusterBuilder builder = new(1);
        builder.ConfigureSilo((_, silo) => silo.AddLogFiles(_root, new LogFileSettings(options)));
        _cluster = builder.Build();
    }

    /// <summary>The grain of a log file, behind a real reference.</summary>
    public ILogFileGrain Grain(string key) => _cluster.Client.GetGrain<ILogFileGrain>(key);

    /// <summary>The grain that knows the levels, behind a real reference.</summary>
    public ILogLevelsGrain Levels => _cluster.Client.GetGrain<ILogLevelsGrain>(0);

    /// <summary>How many log files are open.</summary>
    public int OpenCount => _cluster.GetSiloServiceProvider().GetRequiredService<LogFileWriters>().OpenCount;

    /// <summary>Listens to the meter of the silo, as it is registered.</summary>
    internal Readings Listen() => new(_cluster.GetSiloServiceProvider().GetRequiredService<IMeterFactory>().Create("LogActors.Silo"));

    /// <summary>The lines of all segments of a log file.</summary>
    public string[] Lines(string name) =>
        [.. Directory.GetFiles(_root.FullPath, $"{name}-????????.log").Order(StringComparer.Ordinal).SelectMany(File.ReadAllLines)];

    /// <summary>Whether there is such a file or folder under the log root.</summary>
    public bool Exists(string path) => Path.Exists(Path.Combine(_root.FullPath, path));

    public Task InitializeAsync() => _cluster.DeployAsync();

    public async Task DisposeAsync()
    {
        await _cluster.DisposeAsync();
        _root.Dispose();
        _folder.Dispose();
    }
}

[CollectionDefinition(GrainCluster.Collection)]
public sealed class GrainClusterGroup : ICollectionFixture<GrainCluster>;
