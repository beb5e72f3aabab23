namespace LogActors.Bench;

/// <summary>Compares the cases and prints the tables.</summary>
internal static class ThroughputCommand
{
    public static async Task<int> RunAsync(ThroughputArguments asked, CancellationToken cancellationToken)
    {
        RunPlan[] plans = [.. RunPlan.All(asked)];
        if (plans is []) throw new UsageException("None of these cases writes this format.");

        var measured = new List<Measurement>();
        var failed = new List<RunPlan>();
        string workDirectory = Directory.CreateTempSubdirectory("logactors-bench-").FullName;
        try
        {
            foreach (RunPlan plan in plans)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await Console.Error.WriteAsync($"[{measured.Count + failed.Count + 1}/{plans.Length}] {plan}: ");
                Measurement? result = await ChildRun.MakeAsync<Measurement>((directory, resultPath) => MeasureCommand.Arguments(plan, directory, resultPath), workDirectory, null, cancellationToken);
                if (result is null) failed.Add(plan);
                else measured.Add(result);
                await Console.Error.WriteLineAsync(result is null ? "FAILED" : $"{result.RecordsPerSecond:N0} records/s, {result.CpuNanosecondsPerRecord:N0} ns CPU");
            }
        }
        finally
        {
            Directory.Delete(workDirectory, recursive: true);
        }

        ResultTable.Write(Console.Out, measured);
        if (asked.JsonPath is not null) await ResultFile.WriteAsync(asked.JsonPath, measured);
        foreach (RunPlan plan in failed) await Console.Error.WriteLineAsync($"FAILED: {plan}. Its numbers are missing above.");
        return failed.Count == 0 ? 0 : 1;
    }
}
