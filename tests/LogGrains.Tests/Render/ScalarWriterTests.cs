using System.Globalization;
using CsCheck;

namespace LogActors.Tests;

public sealed class ScalarWriterTests
{
    private static readonly Gen<double> AnyDouble = Gen.OneOf(
        Gen.Double,
        Gen.Select(Gen.Long[-2_000_000_000_000_000, 2_000_000_000_000_000], Gen.Int[0, 6], (digits, places) => digits / Math.Pow(10, places)),
        Gen.Select(Gen.Long[-100_000, 100_000], Gen.Int[0, 6], (digits, places) => digits / Math.Pow(10, places)));

    [Fact]
    public void Double_OfAnyValue_IsTheShortestTextThatReadsBack()
    {
        TextRenderer renderer = new(TextTemplate.Parse("{Property.X}"));

        AnyDouble.Sample(
            value => Assert.Equal(value.ToString(CultureInfo.InvariantCulture) + "\n", renderer.Rendered(Some.Payload(properties: [("X", value)]))),
            iter: 20_000,
            threads: 1);
    }

    [Theory]
    [InlineData(0.0, "0")]
    [InlineData(-0.0, "-0")]
    [InlineData(-1.5, "-1.5")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00001, "1E-05")]
    [InlineData(12.0305, "12.0305")]
    [InlineData(99_999_999_999.9999, "99999999999.9999")]
    [InlineData(1e300, "1E+300")]
    [InlineData(double.MaxValue, "1.7976931348623157E+308")]
    public void Double_AtTheEdges_IsAsTheRuntimeWritesIt(double value, string expected)
    {
        TextRenderer renderer = new(TextTemplate.Parse("{Property.X}"));

        string text = renderer.Rendered(Some.Payload(properties: [("X", value)]));

        Assert.Equal(expected + "\n", text);
    }
}
