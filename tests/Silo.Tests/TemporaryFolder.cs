namespace LogActors.Tests;

/// <summary>A folder of its own for one test, gone after it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string FullPath { get; } = Directory.CreateTempSubdirectory("logactors-test-").FullName;

    public string this[string name] => Path.Combine(FullPath, name);

    public void Dispose() => Directory.Delete(FullPath, recursive: true);
}
