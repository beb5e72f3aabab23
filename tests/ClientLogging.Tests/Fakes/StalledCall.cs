namespace LogActors.Tests;

/// <summary>A call that waits for the test's answer.</summary>
internal sealed class StalledCall(SentBatch batch)
{
    private readonly TaskCompletionSource<AppendReceipt> _receipt = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SentBatch Batch => batch;

    public Task<AppendReceipt> Receipt => _receipt.Task;

    public void Answer(AppendOutcome outcome = AppendOutcome.Appended, TimeSpan retryAfter = default, string? detail = null) => _receipt.SetResult(new AppendReceipt
    {
        Outcome = outcome,
        LastSequence = batch.FirstSequence + batch.RecordCount - 1,
        RetryAfter = retryAfter,
        Detail = detail,
    });

    public void Fail(Exception? exception = null) => _receipt.SetException(exception ?? new TimeoutException("The answer did not come."));
}
