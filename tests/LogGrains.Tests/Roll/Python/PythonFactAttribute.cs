namespace LogActors.Tests;

/// <summary>A test that needs <see cref="PythonInterpreter"/>; without, it is reported as skipped, with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute() => Skip = PythonInterpreter.Missing;
}
