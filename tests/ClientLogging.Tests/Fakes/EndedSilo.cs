namespace LogActors.Tests;

/// <summary>A silo process that ended as soon as it was started.</summary>
internal sealed class EndedSilo(int exitCode, string lastWords) : ISiloProcess
{
    public bool WasReady { get; set; }

    public bool HasExited => true;

    public int ExitCode => exitCode;

    public string LastWords => lastWords;

    public void Dispose()
    {
    }
}
