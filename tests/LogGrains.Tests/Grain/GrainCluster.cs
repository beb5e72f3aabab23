using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
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
        _root = LogRoot.Open(_folder["root"], "the test");
        InProcessTestClusterBuilder builder = new(1);
        builder.ConfigureSilo((_, silo) => silo.AddLogFiles(_root, new LogFileSettings(options)));
        _cluster = builder.Build();
    }

    /// <summary>The grain of a log file, behind a real reference.</summary>
    public ILogFileGrain Grain(string key) => _cluster.Client.GetGrain<ILogFileGrain>(key);

    /// <summary>Listens to the meter of the silo, as it is registered.</summary>
    internal Readings Listen() => new(_cluster.GetSiloServiceProvider().GetRequiredService<IMeterFactory>().Create("LogActors.Silo"));

    /// <summary>The lines of all segments of a log file.</summary>
    public string[] Lines(string name) =>
        [.. Directory.GetFiles(_root.FullPath, $"{name}-????????.log").Order(StringComparer.Ordinal).SelectMany(File.ReadAllLines)];

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
