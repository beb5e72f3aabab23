using System.Diagnostics;
using System.Globalization;

namespace LogActors.Bench;

/// <summary>What the provider adds to the start of a host when no silo can be reached: fresh processes with and without it, in turn.</summary>
internal static class HostStartCommand
{
    public const string Name = "hoststart";

    public static async Task<int> RunAsync(string[] words, CancellationToken cancellationToken)
    {
        int runs = words switch
        {
            [] => 15,
            ["--runs", var number] when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int parsed) && parsed > 0 => parsed,
            _ => throw new UsageException($"'{string.Join(' ', words)}' is not understood; {Name} takes --runs N."),
        };

        List<double> without = [];
        List<double> with = [];
        for (int run = 0; run < runs; run++)
        {
            without.Add(await StartOneAsync("without", cancellationToken));
            with.Add(await StartOneAsync("with", cancellationToken));
        }

        Spread bare = Spread.Of(without);
        Spread logging = Spread.Of(with);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"host start without the provider: {bare} ms, with it and no silo: {logging} ms; median (min-max) of {runs} processes each"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"added: {logging.Median - bare.Median:0} ms"));
        return 0;
    }

    private static async Task<double> StartOneAsync(string kind, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = ChildRun.Command([HostStartMeasure.Name, kind]);
        start.RedirectStandardOutput = true;
        using Process child = Process.Start(start)!;
        string output = await child.StandardOutput.ReadToEndAsync(cancellationToken);
        await child.WaitForExitAsync(cancellationToken);
        return child.ExitCode == 0 ? double.Parse(output, CultureInfo.InvariantCulture) : throw new InvalidOperationException($"The process ended with {child.ExitCode}.");
    }
}
