using System.Globalization;

namespace LogActors.Bench;

/// <summary>What memory a silo takes that is sent far more than it can write: sampled each second, with the slope of the second half.</summary>
internal static class OverloadCommand
{
    public const string Name = "overload";

    public static async Task<int> RunAsync(OverloadArguments asked, CancellationToken cancellationToken)
    {
        string root = asked.Root ?? Directory.CreateTempSubdirectory("logactors-bench-").FullName;
        List<OverloadSample> samples = [];
        try
        {
            (string, string)[] durable = [.. Enumerable.Range(0, asked.Files).Select(file => (string.Create(CultureInfo.InvariantCulture, $"LogActors__Files__overload-{file}__Ack"), nameof(AckLevel.Durable)))];
            await using BenchSilo silo = await BenchSilo.StartAsync(root, durable);
            await using LogCluster cluster = new(new ConfiguredCluster(silo.Address), TimeProvider.System);
            cluster.Start();
            OverloadLoad load = new(cluster, asked);
            samples.Add(load.Sample(0, ResidentMiB(silo.ProcessId)));
            using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            Task sending = load.RunAsync(end.Token);
            using PeriodicTimer timer = new(TimeSpan.FromSeconds(1));
            for (int second = 1; second <= asked.Seconds && await timer.WaitForNextTickAsync(cancellationToken); second++)
            {
                if (silo.HasExited) throw new InvalidOperationException("The silo has ended.");
                samples.Add(load.Sample(second, ResidentMiB(silo.ProcessId)));
                await Console.Error.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture, $"{second} s: {samples[^1].ResidentMiB:N0} MiB, offered {samples[^1].OfferedMiB:N0} MiB, appended {samples[^1].AppendedMiB:N0} MiB, busy {samples[^1].Busy:N0}, no answer {samples[^1].Failed:N0}"));
            }

            await end.CancelAsync();
            await sending;
        }
        finally
        {
            if (asked.Root is null) Directory.Delete(root, recursive: true);
        }

        Write(samples);
        if (asked.JsonPath is not null) await ResultFile.WriteAsync(asked.JsonPath, samples);
        return 0;
    }

    private static void Write(List<OverloadSample> samples)
    {
        OverloadSample last = samples[^1];
        OverloadSample[] late = [.. samples.Where(sample => sample.Second >= last.Second / 2)];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"offered {last.OfferedMiB:N0} MiB, appended {last.AppendedMiB:N0} MiB: {last.OfferedMiB / Math.Max(1, last.AppendedMiB):0.0} x; busy {last.Busy:N0}, no answer {last.Failed:N0}"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"resident memory: {samples[0].ResidentMiB:N0} MiB at the start, {samples.Max(sample => sample.ResidentMiB):N0} MiB at most, {Slope(late):+0.00;-0.00} MiB/s over the last {late.Length - 1} s"));
    }

    // Of the straight line with the least squares.
    private static double Slope(OverloadSample[] samples)
    {
        double meanSecond = samples.Average(sample => sample.Second);
        double meanMiB = samples.Average(sample => sample.ResidentMiB);
        double spread = samples.Sum(sample => Math.Pow(sample.Second - meanSecond, 2));
        return spread == 0 ? 0 : samples.Sum(sample => (sample.Second - meanSecond) * (sample.ResidentMiB - meanMiB)) / spread;
    }

    private static double ResidentMiB(int process)
    {
        using System.Diagnostics.Process of = System.Diagnostics.Process.GetProcessById(process);
        return of.WorkingSet64 / (1024.0 * 1024.0);
    }
}
