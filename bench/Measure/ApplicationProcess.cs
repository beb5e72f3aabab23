using System.Diagnostics;
using System.Globalization;

namespace LogActors.Bench;

/// <summary>An application process as its parent sees it; see <see cref="ApplicationCommand"/> for what they say to each other.</summary>
internal sealed class ApplicationProcess : IDisposable
{
    private readonly Process _process;

    private ApplicationProcess(Process process, IReadOnlyList<int> helperIds)
    {
        _process = process;
        HelperIds = helperIds;
    }

    public int Id => _process.Id;

    /// <summary>The processes that work for it, perhaps for others too.</summary>
    public IReadOnlyList<int> HelperIds { get; }

    /// <summary>Its own CPU time from the start to the end of the run, once it is done.</summary>
    public TimeSpan Cpu { get; private set; }

    /// <summary>The bytes that its caller threads allocated in the run, once it is done.</summary>
    public long AllocatedBytes { get; private set; }

    /// <summary>Starts one, and returns when it could log.</summary>
    public static async Task<ApplicationProcess> StartAsync(RunPlan plan, int application, string directory)
    {
        ProcessStartInfo start = ChildRun.Command(ApplicationCommand.Arguments(plan, application, directory));
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        Process process = Process.Start(start)!;
        try
        {
            return new ApplicationProcess(process, await HearAsync(process, ApplicationCommand.Started));
        }
        catch
        {
            End(process);
            throw;
        }
    }

    /// <summary>Has it warmed up, and returns when its caller threads stand ready.</summary>
    public async Task WarmUpAsync()
    {
        Say(ApplicationCommand.WarmUp);
        await HearAsync(_process, ApplicationCommand.Ready);
    }

    /// <summary>Lets its caller threads go.</summary>
    public void Go() => Say(ApplicationCommand.Go);

    /// <summary>Returns when all it has logged is in the file.</summary>
    public async Task WhenDoneAsync()
    {
        long[] said = [.. (await HearTextAsync(_process, ApplicationCommand.Done)).Split(',').Select(number => long.Parse(number, CultureInfo.InvariantCulture))];
        (Cpu, AllocatedBytes) = (TimeSpan.FromTicks(said[0]), said[1]);
    }

    /// <summary>Tells it that it may end; <see cref="WhenEndedAsync"/> is for afterwards, since a helper may end only when all have been told.</summary>
    public void Release() => _process.StandardInput.Close();

    /// <exception cref="InvalidOperationException">It has failed, and has said why on the error stream.</exception>
    public async Task WhenEndedAsync()
    {
        await _process.WaitForExitAsync();
        if (_process.ExitCode != 0) throw new InvalidOperationException("An application process has failed.");
    }

    public void Dispose() => End(_process);

    private void Say(string word)
    {
        _process.StandardInput.WriteLine(word);
        _process.StandardInput.Flush();
    }

    private static async Task<IReadOnlyList<int>> HearAsync(Process process, string word) =>
        [.. (await HearTextAsync(process, word)).Split(',', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture))];

    // What a logger prints besides is not for the parent.
    private static async Task<string> HearTextAsync(Process process, string word)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(word, StringComparison.Ordinal)) return line[word.Length..].Trim();
        }

        throw new InvalidOperationException($"An application process has ended before it was {word}.");
    }

    private static void End(Process process)
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }
}
