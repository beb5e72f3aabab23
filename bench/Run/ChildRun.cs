using System.Diagnostics;
using System.Text.Json;

namespace LogActors.Bench;

/// <summary>Makes one run in a fresh process of this program, so that no case inherits another's heap, threads or compiled code.</summary>
internal static class ChildRun
{
    private static readonly TimeSpan s_bound = TimeSpan.FromMinutes(10);

    /// <summary>Makes a run in an empty folder, which is deleted after it.</summary>
    /// <param name="arguments">Those by which the child knows what to do, from the paths of its folder and of the file that its result goes to.</param>
    /// <param name="workDirectory">Where both are made.</param>
    /// <param name="prepare">Changes how the child is started; <see langword="null"/> if nothing is to be changed.</param>
    /// <param name="cancellationToken">Ends the child.</param>
    /// <returns>What was measured, or <see langword="null"/> if the run failed; the child has then said why on the error stream.</returns>
    public static async Task<T?> MakeAsync<T>(Func<string, string, string[]> arguments, string workDirectory, Action<ProcessStartInfo>? prepare, CancellationToken cancellationToken)
        where T : class
    {
        string directory = Directory.CreateDirectory(Path.Combine(workDirectory, "run")).FullName;
        string resultPath = Path.Combine(workDirectory, "result.json");
        try
        {
            ProcessStartInfo start = Command(arguments(directory, resultPath));
            prepare?.Invoke(start);
            using Process child = Process.Start(start)!;
            await WaitAsync(child, cancellationToken);
            if (child.ExitCode != 0) return null;

            await using FileStream result = File.OpenRead(resultPath);
            return await JsonSerializer.DeserializeAsync<T>(result, cancellationToken: cancellationToken);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
            File.Delete(resultPath);
        }
    }

    /// <summary>The child's side: measures, and writes the result for its parent, or says why it could not.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> AnswerAsync<T>(string resultPath, Func<Task<T>> measure)
    {
        try
        {
            T measured = await measure();
            await File.WriteAllTextAsync(resultPath, JsonSerializer.Serialize(measured));
            return 0;
        }
        catch (Exception failure)
        {
            await Console.Error.WriteLineAsync(failure.ToString());
            return 1;
        }
    }

    /// <summary>Has the child's thread pool idle as the silo's program has it.</summary>
    public static void IdleAsTheSilo(ProcessStartInfo start) => start.Environment["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0";

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
