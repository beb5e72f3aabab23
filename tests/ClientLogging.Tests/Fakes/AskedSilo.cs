using System.Threading.Channels;

namespace LogActors.Tests;

/// <summary>Accepts every batch at once, and leaves each question for levels waiting until the test answers it.</summary>
internal sealed class AskedSilo : ILogCluster
{
    private readonly Channel<LevelQuestion> _questions = Channel.CreateUnbounded<LevelQuestion>();
    private readonly PromptSilo _records = new();

    /// <summary>The version that is in the next receipts.</summary>
    public long SettingsVersion { get; set; } = 1;

    public IReadOnlyList<string> Messages => _records.Messages;

    public IReadOnlyList<string> MessagesOf(string file) => _records.MessagesOf(file);

    /// <summary>How many questions wait that the test has not seen.</summary>
    public int Unseen => _questions.Reader.Count;

    public string? ConnectFailure => null;

    public bool IsConnected => true;

    public void Start()
    {
    }

    public Task<LevelQuestion> NextQuestionAsync() => _questions.Reader.ReadAsync().AsTask().OrHung("a question for levels");

    public Task<LogLevelsReceipt> GetLevelsAsync(string[] logFiles, CancellationToken cancellationToken)
    {
        LevelQuestion question = new(logFiles);
        _questions.Writer.TryWrite(question);
        return question.Receipt.WaitAsync(cancellationToken);
    }

    public async Task<AppendReceipt> AppendAsync(LogFileName file, RecordBatch batch, CancellationToken cancellationToken) =>
        await _records.AppendAsync(file, batch, cancellationToken) with { SettingsVersion = SettingsVersion };

    public Task<AppendReceipt> SyncAsync(LogFileName file, Guid producer, int epoch, long sequence, CancellationToken cancellationToken) =>
        _records.SyncAsync(file, producer, epoch, sequence, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
