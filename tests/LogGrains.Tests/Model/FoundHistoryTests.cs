namespace LogActors.Tests;

/// <summary>Histories that once broke a promise; random ones found them. Each is followed by power losses of several kinds, where that was what showed it.</summary>
public sealed class FoundHistoryTests : IDisposable
{
    private const int PowerLosses = 20;

    private static readonly Step s_endSync = new Step.EndSync();

    private readonly TemporaryFolder _folder = new();
    private readonly LogRoot _root;

    public FoundHistoryTests() => _root = LogRoot.Open(_folder["root"], "the test");

    [Fact]
    public void DurableReceipt_OfAProducerThatHasGoneOn_PromisesOnlyWhatIsOnTheDisk() => RunBeforePowerLosses(
        Write(new(1, 0, 6)), Write(new(1, 0, 8)), s_endSync);

    public void Dispose()
    {
        _root.Dispose();
        _folder.Dispose();
    }

    private static Step Write(Send send) => new Step.Write([send]);

    private void Run(params Step[] steps) => new WriterHistory(_root).Run(steps);

    private void RunBeforePowerLosses(params Step[] steps)
    {
        for (int seed = 0; seed < PowerLosses; seed++)
        {
            Run([.. steps, new Step.LosePower(seed)]);
        }
    }
}
