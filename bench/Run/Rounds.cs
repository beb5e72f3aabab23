namespace LogActors.Bench;

/// <summary>The runs of a command, one after the other, in a work folder that is deleted in the end.</summary>
/// <typeparam name="TRun">What tells one run from another.</typeparam>
/// <typeparam name="T">What is measured in one.</typeparam>
internal sealed class Rounds<TRun, T>
    where T : class
{
    /// <summary>Makes one run, in a work folder; <see langword="null"/> if it failed.</summary>
    public required Func<TRun, string, CancellationToken, Task<T?>> Measure { get; init; }

    /// <summary>What is said of a run when it has ended.</summary>
    public required Func<TRun, T, string> Describe { get; init; }

    /// <summary>Prints what all of them have measured.</summary>
    public required Action<TextWriter, IReadOnlyList<T>> Report { get; init; }

    /// <returns>The exit code: 1 if a run failed.</returns>
    public async Task<int> RunAsync(IEnumerable<TRun> plan, string? jsonPath, CancellationToken cancellationToken)
    {
        List<T> measured = [];
        int failed = 0;
        string workDirectory = Directory.CreateTempSubdirectory("logactors-bench-").FullName;
        try
        {
            foreach (TRun run in plan)
            {
                cancellationToken.ThrowIfCancellationRequested();
                T? result = await Measure(run, workDirectory, cancellationToken);
                await Console.Error.WriteLineAsync(result is null ? $"{run}: FAILED" : Describe(run, result));
                failed += result is null ? 1 : 0;
                if (result is not null)
                {
                    measured.Add(result);
                }
            }
        }
        finally
        {
            Directory.Delete(workDirectory, recursive: true);
        }

        if (measured.Count > 0)
        {
            Report(Console.Out, measured);
        }

        if (jsonPath is not null)
        {
            await ResultFile.WriteAsync(jsonPath, measured);
        }

        return failed == 0 ? 0 : 1;
    }
}
