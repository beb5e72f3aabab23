using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LogActors.Tests;

/// <summary>A Python interpreter that answers what its own TimedRotatingFileHandler does.</summary>
internal sealed class PythonOracle : IDisposable
{
    private readonly Process _process;

    public PythonOracle(string interpreter)
    {
        _process = Process.Start(new ProcessStartInfo(interpreter, ["-I", Path.Combine(AppContext.BaseDirectory, "Roll", "Python", "handler_oracle.py")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
    }

    public JsonNode Ask(object question)
    {
        _process.StandardInput.WriteLine(JsonSerializer.Serialize(question));
        string line = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The Python process has ended; its standard error says why.");
        return JsonNode.Parse(line)!;
    }

    public T Ask<T>(object question) => Ask(question).Deserialize<T>()!;

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
