using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace LogActors.Tests;

public sealed partial class RecordLimitTests
{
    [Theory]
    [InlineData("x", 1024)]
    [InlineData("ä", 1024)]
    [InlineData("\ud83d\ude00", 1024)]
    [InlineData("x", 512 * 1024)]
    public async Task Message_LongerThanARecordMayBe_IsCutAtACharacterAndSaysHowMuchIsMissing(string piece, int maxRecordBytes)
    {
        string text = string.Concat(Enumerable.Repeat(piece, maxRecordBytes));

        SentRecord record = await LoggingApp.RecordOfAsync(logger => logger.Say(text), Some.Options(maxRecordBytes: maxRecordBytes));

        Match cut = Marker().Match(record.Message);
        Assert.True(cut.Success, $"No marker at the end of '{record.Message[^30..]}'.");
        int kept = Encoding.UTF8.GetByteCount(record.Message[..cut.Index]);
        Assert.InRange(kept, maxRecordBytes - 32, maxRecordBytes);
        Assert.StartsWith(record.Message[..cut.Index], text);
        Assert.Equal(Encoding.UTF8.GetByteCount(text), kept + int.Parse(cut.Groups[1].ValueSpan));
    }

    [Fact]
    public async Task Exception_LongerThanARecordMayBe_IsCutAndTheRestArrives()
    {
        SentRecord record = await LoggingApp.RecordOfAsync(
            logger => logger.LogError(new FormatException(new string('x', 5000)), "Order {Id}", 5),
            Some.Options(maxRecordBytes: 1024));

        Assert.Equal("Order 5", record.Message);
        Assert.Equal([("Id", 5L)], record.Properties);
        Assert.Equal("System.FormatException", record.ExceptionType);
        Assert.Matches(Marker(), record.Exception);
    }

    [Fact]
    public async Task Record_WithEveryMemberTooLong_StillArrivesAndEachSaysSo()
    {
        string text = new('x', 600 * 1024);
        KeyValuePair<string, object?>[] state = [.. Enumerable.Range(0, 256).Select(i => new KeyValuePair<string, object?>($"P{i}", text))];

        SentRecord record = await LoggingApp.RecordOfAsync(
            logger => logger.Log(LogLevel.Error, default, state, new FormatException(text), (_, _) => text),
            Some.Options(maxRecordBytes: 512 * 1024));

        Assert.Matches(Marker(), record.Message);
        Assert.Matches(Marker(), record.Exception);
        Assert.Equal(256, record.Properties.Count);
        Assert.All(record.Properties, property => Assert.Equal($"…[+{600 * 1024} bytes]", property.Value));
    }

    [GeneratedRegex(@"…\[\+(\d+) bytes\]$")]
    private static partial Regex Marker();
}
