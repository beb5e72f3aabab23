using System.Globalization;
using System.Text;

namespace LogActors.Tests;

public sealed class TimestampWriterTests
{
    [Theory]
    [InlineData("HH:mm:ss")]
    [InlineData("yyyy-MM-dd HH:mm:ss.fff")]
    [InlineData("HH:mm:ss.ffffff FFF f")]
    [InlineData("HH:mm:ss.FFFFFFF")]
    [InlineData("ss.fffFFF")]
    [InlineData("%f")]
    [InlineData("dd MMM")]
    [InlineData("'of' ss")]
    [InlineData("o")]
    [InlineData("O")]
    [InlineData("s")]
    [InlineData("u")]
    [InlineData("R")]
    public void TimesNearEachOther_AreEachWrittenAsDateTimeDoes(string format)
    {
        Random random = new(1);
        TimestampWriter writer = new(format);
        LineBuffer output = new();
        long ticks = Some.Time.Ticks;
        for (int i = 0; i < 5_000; i++)
        {
            ticks += random.NextInt64(-3, (long)Math.Pow(10, random.Next(1, 9)));
            output.Clear();

            writer.Append(output, ticks);

            Assert.Equal(new DateTime(ticks, DateTimeKind.Utc).ToString(format, CultureInfo.InvariantCulture), Encoding.UTF8.GetString(output.Written));
        }
    }
}
