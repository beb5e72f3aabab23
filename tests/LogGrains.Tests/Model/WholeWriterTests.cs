using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace LogActors.Tests;

/// <summary>Fewer and simpler histories of a whole writer, with its loop and its timer, whose syncs run as they like: nobody says in which order things happen.</summary>
public sealed class WholeWriterTests : IDisposable
{
    private const int Histories = 300;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private static readonly Gen<DiskFault?> s_fault = Gen.Select(
        Gen.OneOf(DiskCall.Sync, DiskCall.Write, DiskCall.Truncate, DiskCall.Open, DiskCall.SyncFolder), Gen.OneOf(".log", ".journal", ""), Gen.Int[1, 5], Gen.OneOf(5, 28), Gen.Int[0, 1000],
        (call, file, number, error, seed) => new DiskFault(call, file, number, 1, error, seed)).Null();

    private readonly TemporaryFolder _folder = new();
    private readonly LogRoot _root;

    public WholeWriterTests() => _root = LogRoot.Open(_folder["root"], "the test");

    [Fact]
    public void AnyFaults_AndDeaths_OfAWholeWriter_KeepEveryPromise() =>
        Gen.Select(s_fault, Gen.Int[0, 6], Gen.Bool, Gen.Int[0, 1000]).Array[1, 5].Sample(
            lives => LiveAsync(lives).GetAwaiter().GetResult(), iter: Histories, threads: 2);

    public void Dispose()
    {
        _root.Dispose();
        _folder.Dispose();
    }

    // Each life: a fault that waits for its call, some rounds in which every producer sends at once, and a death at any moment, or a loss of power.
    private async Task LiveAsync((DiskFault? Fault, int Rounds, bool Power, int Seed)[] lives)
    {
        ModelDisk disk = new();
        FakeTimeProvider time = new(new DateTimeOffset(Some.Time));
        ModelProducer[] producers = [new(0), new(1), new(2)];
        foreach ((DiskFault? fault, int rounds, bool power, int seed) in lives)
        {
            ModelProcess process = new(disk) { IsFree = true };
            LogFileWriter writer = Open(process, time);
            if (fault is not null)
            {
                process.Arm(fault.Again());
            }

            for (int round = 0; round < rounds; round++)
            {
                time.Advance(TimeSpan.FromSeconds(seed % 3 == 0 ? 43_000 : 1));
                await Task.WhenAll(producers.Select(producer => SendAsync(writer, producer, 1 + ((seed + round) % 5)))).WaitAsync(s_patience);
            }

            Task[] unheard = [.. producers.Select(producer => writer.AppendAsync(producer.Batch(producer.Written, 2)))];
            process.Die();                                      // somewhere in the middle of those
            await writer.CloseAsync().WaitAsync(s_patience);
            if (power)
            {
                disk.LosePower(new Random(seed));
                Array.ForEach(producers, producer => producer.LosePower());
            }
        }

        LogFileWriter last = Open(new ModelProcess(disk) { IsFree = true }, time);
        await Task.WhenAll(producers.Select(producer => SendAsync(last, producer, 1))).WaitAsync(s_patience);
        await last.CloseAsync().WaitAsync(s_patience);
        ModelSegments.Check(disk, producers, producer => producer.Sent);
    }

    private LogFileWriter Open(ModelProcess process, FakeTimeProvider time) =>
        new(WriterHistory.Name, _root, process, WriterHistory.Settings, new ByteBudget(long.MaxValue), time, new RecordingLogger(), WriterHistory.SmallAside);

    private static async Task SendAsync(LogFileWriter writer, ModelProducer producer, int count)
    {
        long known = producer.Written;
        int records = (int)(producer.Sent - known) + count;
        AppendReceipt receipt = await writer.AppendAsync(producer.Batch(known, records));
        WriterHistory.Expect(producer.Take(receipt, known, known + records));
    }
}
