namespace LogActors.Tests;

/// <summary>A test that needs a program of the machine; without, it is reported as skipped, with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ProgramFactAttribute : FactAttribute
{
    public ProgramFactAttribute(string program) => Skip = CommandLine.WhyNot(program);
}
