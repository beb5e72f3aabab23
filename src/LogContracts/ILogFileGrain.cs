using Orleans.Concurrency;

namespace LogActors;

/// <summary>One log file: the only writer it has in the whole cluster. Its key is a <see cref="LogFileName"/>.</summary>
[Alias("logactors.ILogFileGrain")]
public interface ILogFileGrain : IGrainWithStringKey
{
    /// <summary>Appends a batch, exactly once however often it is sent.</summary>
    /// <param name="batch">Records of one producer. The callee reads it and does not keep it.</param>
    /// <returns>What became of it. A call that throws (a time-out, a lost connection) leaves that open: send the same sequences again.</returns>
    /// <remarks>
    /// A producer has few calls in flight for each log file: Orleans promises no order between calls, and one that overtakes the call before it is answered <see cref="AppendOutcome.OutOfOrder"/>, if it says
    /// that it is <see cref="RecordBatch.IsAhead"/>. Calls of different producers interleave, so that one write serves many of them; the method only hands the batch to the writer and waits.
    /// </remarks>
    [Alias("append"), AlwaysInterleave, ResponseTimeout("00:00:05")]
    ValueTask<AppendReceipt> AppendAsync(RecordBatch batch);

    /// <summary>Waits until records that were acknowledged as written are on the disk.</summary>
    /// <param name="producerId">The producer.</param>
    /// <param name="epoch">Its epoch.</param>
    /// <param name="sequence">The last sequence that it was told is written.</param>
    /// <returns><see cref="AppendOutcome.Appended"/> at level <see cref="AckLevel.Durable"/>; <see cref="AppendOutcome.OutOfOrder"/> if the log file does not have
    /// them, because they were lost with the power; or an outcome that asks to try again.</returns>
    [Alias("sync"), AlwaysInterleave, ResponseTimeout("00:00:30")]
    ValueTask<AppendReceipt> SyncAsync(Guid producerId, int epoch, long sequence);

    /// <summary>Closes the present segment, whatever the settings say, if it has records; the next record begins another.</summary>
    /// <returns>What was closed. Records that were acknowledged before the call are in the closed segment, or an earlier one.</returns>
    [Alias("roll"), AlwaysInterleave, ResponseTimeout("00:00:30")]
    ValueTask<RollReceipt> RollAsync();
}
