using SharpFuzz;

namespace LogActors.Fuzz;

/// <summary>Runs a target under afl-fuzz, which gives the inputs and learns from the instrumented assemblies which paths they took.</summary>
internal static class AflCommand
{
    public const string Name = "afl";

    public static int Run(string name)
    {
        IFuzzTarget? target = null;                             // instrumented code may run inside of the fuzzer only
        Fuzzer.OutOfProcess.Run(stream =>
        {
            using MemoryStream input = new();
            stream.CopyTo(input);
            target ??= TargetCatalog.Create(name);
            target.Run(input.GetBuffer().AsSpan(0, (int)input.Length));
        });
        return 0;
    }
}
