namespace LogActors.Chaos.Tests;

public sealed class HostFrameTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Append_AnyBatch_ArrivesAsItIs(bool ahead)
    {
        RecordBatch sent = new(Guid.NewGuid(), 3, 82, 127, new byte[] { 1, 2, 3 }) { IsAhead = ahead };
        using MemoryStream wire = new(HostFrame.Append(7, sent));

        using BinaryReader frame = (await HostFrame.ReadAsync(wire))!;

        Assert.Equal((7, true), (frame.ReadInt32(), frame.ReadBoolean()));
        RecordBatch read = HostFrame.ReadBatch(frame);
        Assert.Equal(
            (sent.ProducerId, sent.Epoch, sent.FirstSequence, sent.RecordCount, sent.IsAhead), (read.ProducerId, read.Epoch, read.FirstSequence, read.RecordCount, read.IsAhead));
        Assert.Equal(sent.Records.ToArray(), read.Records.ToArray());
    }
}
