using System.Diagnostics;
using System.Text.Json;

namespace LogActors.Bench;

/// <summary>Makes one run in a fresh process of this program, so that no case inherits another's heap, threads or compiled code.</summary>
internal static class ChildRun
{
    private static readonly TimeSpan s_bound = TimeSpan.FromMinutes(10);

    /// <returns>What was measured, or <see langword="null"/> if the run failed; the child has then said why on the error stream.</returns>
    public static async Task<Measurement?> MakeAsync(RunPlan plan, string workDirectory, CancellationToken cancellationToken)
    {
        string directory = Directory.CreateDirectory(Path.Combine(workDirectory, "log")).FullName;
        string resultPath = Path.Combine(workDirectory, "result.json");
        try
        {
            using Process child = Process.Start(Command(MeasureCommand.Arguments(plan, directory, resultPath)))!;
            await WaitAsync(child, cancellationToken);
            if (child.ExitCode != 0) return null;

            await using FileStream result = File.OpenRead(resultPath);
            return await JsonSerializer.DeserializeAsync<Measurement>(result, cancellationToken: cancellationToken);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
            File.Delete(resultPath);
        }
    }

    /// <summary>How to start this program again with other arguments.</summary>
    public static ProcessStartInfo Command(string[] arguments)
    {
        string program = Environment.ProcessPath!;
        bool viaHost = Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        string[] all = viaHost ? [typeof(ChildRun).Assembly.Location, .. arguments] : arguments;
        return new ProcessStartInfo(program, all) { UseShellExecute = false };
    }

    private static async Task WaitAsync(Process child, CancellationToken cancellationToken)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(s_bound);
        try
        {
            await child.WaitForExitAsync(bound.Token);
        }
        catch (OperationCanceledException)
        {
            child.Kill(entireProcessTree: true);
            await child.WaitForExitAsync(CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
            await Console.Error.WriteLineAsync($"The run took longer than {s_bound.TotalMinutes} minutes and was ended.");
        }
    }
}
