using System.Globalization;

namespace LogActors.Bench;

/// <summary>What the provider and the silo hold when nothing is logged: fresh hosts with and without the provider, in turn.</summary>
internal static class IdleCommand
{
    public const string Name = "idle";
    public const string With = "with";
    private const string Without = "without";
    private const double MiB = 1024 * 1024;

    public static string Usage { get; } = """
        Usage: dotnet run -c Release --project bench -- idle [--runs N]
          --runs N              hosts with the provider, and as many without (default 5)
        """;

    public static async Task<int> RunAsync(IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        string runs = CommandLine.Parse(words, "5", (parsed, option, value) => option == "--runs" ? CommandLine.Number(option, value, 1000).ToString(CultureInfo.InvariantCulture) : null);
        string workDirectory = Directory.CreateTempSubdirectory("logactors-bench-").FullName;
        List<IdleMeasurement> all = [];
        try
        {
            for (int run = 0; run < int.Parse(runs, CultureInfo.InvariantCulture); run++)
            {
                foreach (string kind in new[] { Without, With })
                {
                    all.Add(await ChildRun.MakeAsync<IdleMeasurement>((directory, result) => [IdleMeasure.Name, kind, directory, result], workDirectory, prepare: null, cancellationToken)
                        ?? throw new InvalidOperationException($"The host {kind} the provider failed."));
                }
            }
        }
        finally
        {
            Directory.Delete(workDirectory, recursive: true);
        }

        Spread bare = Spread.Of(all.Where(run => run.Kind == Without).Select(run => run.ResidentBytes / MiB));
        Spread logging = Spread.Of(all.Where(run => run.Kind == With).Select(run => run.ResidentBytes / MiB));
        Spread silo = Spread.Of(all.Where(run => run.Kind == With).Select(run => run.SiloBytes / MiB));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"resident MiB of a host at rest, without the provider: {bare}, with it: {logging}, added: {logging.Median - bare.Median:0}; of the silo: {silo}; median (min-max) of {runs} each"));
        return 0;
    }
}
