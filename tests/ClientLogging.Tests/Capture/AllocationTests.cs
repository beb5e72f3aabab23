using Microsoft.Extensions.Logging;
using Xunit.Abstractions;

namespace LogActors.Tests;

public sealed partial class AllocationTests(ITestOutputHelper output)
{
    // Three of the four values are no references, and so is the state, which is boxed to be read as a list: 24, 32, 24 and 56 bytes.
    private const double BoxingBytes = 24 + 32 + 24 + 56;

    [Fact]
    public async Task Log_Disabled_AllocatesNothing()
    {
        await using LoggingApp app = new(new AcceptingSilo());
        ILogger logger = Filtered(app.Provider, LogLevel.Error);

        double bytes = BytesPerCall(() => Shipped(logger, 42, "Ada", 12.5m, true), () => Task.CompletedTask);

        Assert.Equal(0, bytes);
    }

    [Fact]
    public async Task Log_DisabledBySilo_AllocatesNothing()
    {
        await using LevelledApp app = new();
        ILogger logger = app.Logger();
        await app.AnswerAsync(("orders", LevelQuestion.Levels(("Default", LogLevel.Error))));

        double bytes = BytesPerCall(() => Shipped(logger, 42, "Ada", 12.5m, true), () => Task.CompletedTask);

        Assert.Equal(0, bytes);
        Assert.Equal(new DeliveryCounts(0, 0, 0), app.Counts);
    }

    [Fact]
    public async Task Log_Enabled_AllocatesNothing()
    {
        await using LoggingApp app = new(new AcceptingSilo());
        ILogger floor = Filtered(new FormattingProvider(), LogLevel.Trace);

        double floorBytes = BytesPerCall(() => Shipped(floor, 42, "Ada", 12.5m, true), () => Task.CompletedTask);
        double bytes = BytesPerCall(() => Shipped(app.Logger, 42, "Ada", 12.5m, true), () => app.Delivery.FlushAsync());

        output.WriteLine($"formatter only {floorBytes:0.0} bytes a call, with the provider {bytes:0.0}");
        Assert.Equal(0, app.Delivery.Counts.Dropped);
        Assert.InRange(bytes, 0, 1);                                // a batch's own bookkeeping, over its records
    }

    [Fact]
    public async Task Log_OfATemplateWithAFormat_AllocatesWhatTheFormatterDoesAndBoxes()
    {
        await using LoggingApp app = new(new AcceptingSilo());
        ILogger floor = Filtered(new FormattingProvider(), LogLevel.Trace);

        double floorBytes = BytesPerCall(() => Billed(floor, 42, "Ada", 12.5m, true), () => Task.CompletedTask);
        double bytes = BytesPerCall(() => Billed(app.Logger, 42, "Ada", 12.5m, true), () => app.Delivery.FlushAsync());

        output.WriteLine($"formatter only {floorBytes:0.0} bytes a call, with the provider {bytes:0.0}");
        Assert.InRange(bytes - floorBytes, 0, BoxingBytes + 1);
    }

    [Fact]
    public async Task Log_Dropped_AllocatesNoMoreThanAccepted()
    {
        await using LoggingApp accepting = new(new AcceptingSilo());
        await using LoggingApp full = new(new UnreachableCluster(), Some.Options(capacityBytes: 64 * 1024, shutdownTimeout: TimeSpan.Zero));

        double accepted = BytesPerCall(() => Shipped(accepting.Logger, 42, "Ada", 12.5m, true), () => accepting.Delivery.FlushAsync());
        double dropped = BytesPerCall(() => Shipped(full.Logger, 42, "Ada", 12.5m, true), () => Task.CompletedTask);

        output.WriteLine($"accepted {accepted:0.0} bytes a call, dropped {dropped:0.0}");
        Assert.True(full.Delivery.Counts.Dropped > 10_000, "Nothing was dropped.");
        Assert.InRange(dropped, 0, accepted);
    }

    // On a thread of its own, whose scratch memory and call sites are warm, in rounds after which what was logged is delivered, so that batches are used again.
    // The round with the least counts: a collection on another thread's behalf adds the unused rest of this thread's allocation context to some.
    private static double BytesPerCall(Action call, Func<Task> settle)
    {
        const int Warm = 40;
        const int Measured = 20;
        const int Calls = 1000;
        long least = long.MaxValue;
        Thread thread = new(() =>
        {
            for (int round = 0; round < Warm + Measured; round++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                for (int i = 0; i < Calls; i++)
                {
                    call();
                }

                long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
                least = round < Warm ? least : Math.Min(least, bytes);
                settle().Wait();
            }
        });
        thread.Start();
        thread.Join();
        return (double)least / Calls;
    }

    private static ILogger Filtered(ILoggerProvider provider, LogLevel minimum) =>
        new LoggerFactory([provider], new LoggerFilterOptions { MinLevel = minimum }).CreateLogger(Some.Category);

    [LoggerMessage(7, LogLevel.Information, "Order {Id} of {Customer} for {Price} paid {Paid}")]
    private static partial void Shipped(ILogger logger, int id, string customer, decimal price, bool paid);

    [LoggerMessage(8, LogLevel.Information, "Order {Id} of {Customer} for {Price:0.00} paid {Paid}")]
    private static partial void Billed(ILogger logger, int id, string customer, decimal price, bool paid);

    private sealed class AcceptingSilo : ILogCluster
    {
        public string? ConnectFailure => null;

        public bool IsConnected => true;

        public void Start()
        {
        }

        public Task<AppendReceipt> SyncAsync(LogFileName file, Guid producer, int epoch, long sequence, CancellationToken cancellationToken) =>
            Task.FromResult(new AppendReceipt { Outcome = AppendOutcome.Appended, LastSequence = sequence, Level = AckLevel.Durable });

        public Task<AppendReceipt> AppendAsync(LogFileName file, RecordBatch batch, CancellationToken cancellationToken) =>
            Task.FromResult(new AppendReceipt { Outcome = AppendOutcome.Appended });

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class FormattingProvider : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            formatter(state, exception);

        public void Dispose()
        {
        }
    }
}
