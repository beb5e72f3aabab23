using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;

namespace LogActors.Bench;

/// <summary>The application: threads that log orders as fast as they can.</summary>
internal sealed class Callers(OrderCall call, ILogger logger, int threads)
{
    private static readonly string[] s_customers = [.. Enumerable.Range(0, 1024).Select(number => $"customer-{number:0000}")];
    private long _allocatedBytes;
    private Exception? _failure;

    /// <summary>Logs orders, a block of them per thread, and returns when the last call has returned.</summary>
    /// <param name="first">The first order's id; the others follow it.</param>
    /// <param name="records">How many orders.</param>
    /// <param name="beforeStart">Called when all threads stand ready; the threads' start is not part of what is measured.</param>
    /// <returns>The bytes that the threads allocated while logging.</returns>
    public long Run(int first, int records, Action? beforeStart = null)
    {
        _allocatedBytes = 0;
        using var ready = new CountdownEvent(threads);
        using var go = new ManualResetEventSlim();
        var all = new Thread[threads];
        for (int i = 0; i < threads; i++)
        {
            int from = first + (int)((long)records * i / threads);
            int to = first + (int)((long)records * (i + 1) / threads);
            all[i] = new Thread(() => LogBlock(from, to, ready, go)) { IsBackground = true, Name = $"caller {i}" };
            all[i].Start();
        }

        ready.Wait();
        beforeStart?.Invoke();
        go.Set();
        foreach (Thread thread in all) thread.Join();
        if (_failure is not null) ExceptionDispatchInfo.Throw(_failure);
        return _allocatedBytes;
    }

    /// <summary>Logs one order.</summary>
    public static void LogOne(OrderCall call, ILogger logger, int order) => call(logger, order, s_customers[order & 1023], (order % 100_000) / 100.0, order & 255);

    private void LogBlock(int from, int to, CountdownEvent ready, ManualResetEventSlim go)
    {
        ready.Signal();
        go.Wait();
        try
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int order = from; order < to; order++)
                LogOne(call, logger, order);
            Interlocked.Add(ref _allocatedBytes, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        catch (Exception failure)
        {
            // A thread's exception would end the process without the case's name; the main thread throws it on.
            Interlocked.CompareExchange(ref _failure, failure, null);
        }
    }
}
