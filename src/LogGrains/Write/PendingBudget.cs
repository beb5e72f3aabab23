using System.Runtime.InteropServices;

namespace LogActors;

/// <summary>How many bytes a log file holds that have no answer yet, of each producer and together. A producer that sends more than its share is told to wait, and the others are not.</summary>
/// <remarks>Thread-safe. An honest producer has at most two batches under way, which fit into its share; one alone always finds room.</remarks>
internal sealed class PendingBudget(LogFileName name, ByteBudget total)
{
    private const int MaxBytes = 32 * 1024 * 1024;
    private const int MaxProducerBytes = 4 * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, int> _producers = [];
    private int _bytes;

    /// <summary>Takes bytes for a batch.</summary>
    /// <returns><see langword="null"/> if they were taken; otherwise why they were not.</returns>
    public string? Take(Guid producer, int bytes)
    {
        lock (_gate)
        {
            ref int mine = ref CollectionsMarshal.GetValueRefOrAddDefault(_producers, producer, out bool known);
            string? reason =
                mine > 0 && mine + bytes > MaxProducerBytes ? $"{mine} bytes of this producer are waiting for log file '{name}'."
                : _bytes > 0 && _bytes + bytes > MaxBytes ? $"{_bytes} bytes are waiting for log file '{name}'."
                : total.TryTake(bytes) ? null : $"{total.Used} bytes are waiting for the log files of this silo.";
            if (reason is null)
            {
                mine += bytes;
                _bytes += bytes;
            }
            else if (!known)
            {
                _producers.Remove(producer);
            }

            return reason;
        }
    }

    public void Give(Guid producer, int bytes)
    {
        total.Give(bytes);
        lock (_gate)
        {
            _bytes -= bytes;
            if (_producers.TryGetValue(producer, out int mine) && mine > bytes)
            {
                _producers[producer] = mine - bytes;
            }
            else
            {
                _producers.Remove(producer);
            }
        }
    }
}
