namespace LogActors.Tests;

/// <summary>A folder of its own for one test, gone after it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private const int MostAttempts = 1000;

    public string FullPath { get; } = Directory.CreateTempSubdirectory("logactors-test-").FullName;

    public string this[string name] => Path.Combine(FullPath, name);

    public void Dispose()
    {
        for (int attempts = 0; ; attempts++)
        {
            try
            {
                Directory.Delete(FullPath, recursive: true);
                return;
            }
            catch (IOException) when (attempts < MostAttempts)
            {
                Thread.Yield();                                 // a writer that the test has left open has made a file in between
            }
        }
    }
}
