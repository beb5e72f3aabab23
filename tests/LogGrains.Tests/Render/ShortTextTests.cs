namespace LogActors.Tests;

public sealed class ShortTextTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TryCopy_AnyByteAtAnyPlace_CopiesExactlyWhatIsPlain(bool json)
    {
        byte[] output = new byte[ShortText.BlockBytes];
        for (int length = 0; length <= ShortText.BlockBytes + 1; length++)
        {
            for (int place = 0; place < ShortText.BlockBytes; place++)
            {
                for (int value = 0; value < 256; value++)
                {
                    byte[] source = [.. Enumerable.Repeat((byte)'a', ShortText.BlockBytes + 4)];
                    source[place] = (byte)value;

                    bool copied = ShortText.TryCopy(source, length, output, json);

                    bool plain = place >= length || (value is >= 0x20 and <= 0x7E && (!json || value is not ('"' or '\\')));
                    Assert.Equal(length <= ShortText.BlockBytes && plain, copied);
                    Assert.True(!copied || output.AsSpan(0, length).SequenceEqual(source.AsSpan(0, length)));
                }
            }
        }
    }

    [Fact]
    public void TryCopy_WithoutABlockBehindIt_Declines() => Assert.False(ShortText.TryCopy(new byte[ShortText.BlockBytes - 1], 1, new byte[ShortText.BlockBytes], json: false));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(ShortText.BlockBytes)]
    [InlineData(ShortText.BlockBytes + 1)]
    [InlineData(100)]
    public void Copy_AnyLength_CopiesTheText(int length)
    {
        byte[] source = [.. Enumerable.Range(0, length + ShortText.BlockBytes).Select(i => (byte)i)];
        byte[] output = new byte[length + ShortText.BlockBytes];

        ShortText.Copy(source, length, output);

        Assert.Equal(source[..length], output[..length]);
    }
}
