using System.Globalization;

namespace LogActors.Chaos;

/// <summary>A silo's settings, as environment variables.</summary>
internal static class SiloEnvironment
{
    public static Dictionary<string, string> For(string logRoot, string runtimeFolder, int[] ports, GroundOptions ground, ChaosOptions options)
    {
        Dictionary<string, string> environment = new()
        {
            ["LogActors__Directory"] = logRoot,
            ["Orleans__Endpoints__SiloPort"] = ports[0].ToString(CultureInfo.InvariantCulture),
            ["Orleans__Endpoints__GatewayPort"] = ports[1].ToString(CultureInfo.InvariantCulture),
            ["Urls"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{ports[2]}"),
            ["LOGACTORS_RUNTIME_DIR"] = runtimeFolder,
        };
        if (ground.Level == AckLevel.Durable && options.AckSetting)
        {
            environment[$"LogActors__Files__{ClientArguments.LogFile}__Ack"] = nameof(AckLevel.Durable);
        }

        if (options.Mutant is { } mutant)
        {
            environment["LOGACTORS_MUTANT"] = mutant;
        }

        foreach ((string name, string value) in ground.Silo)
        {
            environment[name] = value;
        }

        return environment;
    }
}
