namespace LogActors.Tests;

/// <summary>A silo process that ended as soon as it was started.</summary>
internal sealed class EndedSilo(int exitCode, string lastWords, SiloAnnouncement? announced = null) : ISiloProcess
{
    public int Id => 0;

    public bool WasReady { get; set; }

    public bool HasExited => true;

    public int ExitCode => exitCode;

    public string LastWords => lastWords;

    public SiloAnnouncement? Announced => announced;

    public void Dispose()
    {
    }
}
