using System.Diagnostics;
using System.Security.Cryptography;

namespace LogActors.Fuzz;

/// <summary>Runs one target on inputs made from its corpus. The same corpus and seed give the same inputs.</summary>
internal sealed class FuzzRun(IFuzzTarget target, byte[][] corpus, int seed, string findingsFolder)
{
    private const int MaxFindings = 20;

    // Far above what an input needs, and far below what one can make a mistake allocate.
    private const int AllocationAllowance = 8 * 1024 * 1024;
    private const int AllocationPerInputByte = 1024;

    private readonly Mutator _mutator = new(target, corpus, seed);
    private readonly List<string> _findings = [];
    private readonly HashSet<string> _kinds = [];
    private long _accepted;
    private long _refused;
    private long _mostAllocated;
    private TimeSpan _slowest;

    /// <summary>Makes inputs and runs the target on them, until there are enough or too much has been found.</summary>
    public FuzzResult Run(long inputs)
    {
        long begin = Stopwatch.GetTimestamp();
        long done = 0;
        while (done < inputs && _findings.Count < MaxFindings)
        {
            RunOne(_mutator.Next());
            done++;
        }

        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        return new FuzzResult(target.Name, seed, done, _accepted, _refused, done / seconds, _slowest.TotalMilliseconds, _mostAllocated, _findings);
    }

    private void RunOne(ReadOnlySpan<byte> input)
    {
        long begin = Stopwatch.GetTimestamp();
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            bool accepted = target.Run(input);
            _accepted += accepted ? 1 : 0;
            _refused += accepted ? 0 : 1;
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            _mostAllocated = Math.Max(_mostAllocated, allocated);
            Promise.Holds(allocated <= AllocationAllowance + ((long)AllocationPerInputByte * input.Length), $"An input of {input.Length} bytes made it allocate {allocated}.");
        }
        catch (Exception exception)
        {
            Keep(input, exception);
        }

        TimeSpan taken = Stopwatch.GetElapsedTime(begin);
        _slowest = taken > _slowest ? taken : _slowest;
    }

    private void Keep(ReadOnlySpan<byte> input, Exception exception)
    {
        // One input for each place is enough; a bug breaks thousands of them.
        string kind = $"{exception.GetType()} {exception.StackTrace}";
        if (!_kinds.Add(kind))
        {
            return;
        }

        string path = Path.Combine(findingsFolder, $"{target.Name}-{Convert.ToHexStringLower(SHA256.HashData(input).AsSpan(0, 8))}");
        File.WriteAllBytes(path, input);
        _findings.Add(path);
        Console.Error.WriteLine($"{path}: {exception}");
    }
}
