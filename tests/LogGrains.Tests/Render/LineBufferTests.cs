namespace LogActors.Tests;

public sealed class LineBufferTests
{
    private const int MuchBytes = 1024 * 1024;

    [Fact]
    public void Append_BeyondWhatIsItsOwn_KeepsWhatWasThere()
    {
        LineBuffer buffer = new();
        byte[] expected = [.. Enumerable.Range(0, MuchBytes).Select(i => (byte)i)];

        for (int round = 0; round < 3; round++)
        {
            buffer.Clear();
            foreach (byte[] part in expected.Chunk(1000))
            {
                buffer.Append(part);
            }

            Assert.True(buffer.Written.SequenceEqual(expected));
        }
    }

    [Fact]
    public void Clear_OfMuch_LeavesItsMemoryToTheNextBuffer()
    {
        byte[] much = new byte[MuchBytes];
        FillAndClear(much);                                     // the one for which the pool allocates

        long before = GC.GetAllocatedBytesForCurrentThread();
        LineBuffer[] atRest = [.. Enumerable.Range(0, 100).Select(_ => FillAndClear(much))];
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.InRange(bytes, 0, 100 * 8 * 1024);
        Assert.All(atRest, buffer => Assert.Equal(0, buffer.Length));
    }

    private static LineBuffer FillAndClear(byte[] bytes)
    {
        LineBuffer buffer = new();
        buffer.Append(bytes);
        buffer.Clear();
        return buffer;
    }
}
