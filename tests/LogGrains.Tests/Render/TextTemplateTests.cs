namespace LogActors.Tests;

public sealed class TextTemplateTests
{
    [Theory]
    [InlineData("", 1, "it is empty")]
    [InlineData(null, 1, "it is empty")]
    [InlineData("\t{Message}", 1, "begins with white space")]
    [InlineData(" {Message}", 1, "begins with white space")]
    [InlineData("\u3000{Message}", 1, "begins with white space")]
    [InlineData("{Timestamp: HH}", 1, "'{Timestamp: HH}' begins the line with white space")]
    [InlineData("{Message}\n", 10, "U+000A")]
    [InlineData("a\tb", 2, "U+0009")]
    [InlineData("a\u001b[31m", 2, "U+001B")]
    [InlineData("a\u0085", 2, "U+0085")]
    [InlineData("ab\u202e", 3, "U+202E")]
    [InlineData("ab\u2028", 3, "U+2028")]
    [InlineData("{Timestamp:HH\tmm}", 14, "U+0009")]
    [InlineData("x {Mesage}", 3, "'{Mesage}' is not a placeholder")]
    [InlineData("{message}", 1, "'{message}' is not a placeholder")]
    [InlineData("{Literal}", 1, "'{Literal}' is not a placeholder")]
    [InlineData("{Property}", 1, "'{Property}' is not a placeholder")]
    [InlineData("{Property.}", 1, "'{Property.}' is not a placeholder")]
    [InlineData("{3}", 1, "'{3}' is not a placeholder")]
    [InlineData("{}", 1, "'{}' is not a placeholder")]
    [InlineData("ab {Message", 4, "the brace of '{Message' is not closed")]
    [InlineData("ab {", 4, "the brace of '{' is not closed")]
    [InlineData("{Level {Message}", 1, "the brace of '{Level ' is not closed")]
    [InlineData("{Message}}", 10, "'}' closes no placeholder")]
    [InlineData("{Level:x}", 1, "'{Level:x}' has a format that a level does not have")]
    [InlineData("{Level:}", 1, "'{Level:}' has a format that a level does not have")]
    [InlineData("{Timestamp:}", 1, "'{Timestamp:}' has a format that is not a .NET date and time format")]
    [InlineData("{Timestamp:q}", 1, "'{Timestamp:q}' has a format that is not a .NET date and time format")]
    [InlineData("{Message:l}", 1, "'{Message:l}' has a format, which only Timestamp and Level may have")]
    [InlineData("{Property.Amount:0.00}", 1, "'{Property.Amount:0.00}' has a format, which only Timestamp and Level may have")]
    public void Template_AgainstARule_IsRefusedWithPlaceRuleAndWhatIsAllowed(string? template, int character, string rule)
    {
        LogFileOptions options = new() { Template = template! };

        FormatException refusal = Assert.Throws<FormatException>(() => RecordRenderers.Create(options));

        Assert.Contains($"is not valid at character {character}: ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(rule, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Allowed are {Timestamp}, ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Template_WithHalfOfASurrogatePair_IsRefused()
    {
        FormatException refusal = Assert.Throws<FormatException>(() => TextTemplate.Parse("ab\ud800"));

        Assert.StartsWith("The template 'ab\ufffd' is not valid at character 3: it contains half of a surrogate pair.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refusal_OfATemplateWithControlCharacters_QuotesItEscaped()
    {
        FormatException refusal = Assert.Throws<FormatException>(() => TextTemplate.Parse("a\r\u001b"));

        Assert.StartsWith(@"The template 'a\r\x1b' is not valid at character 2: ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Template_OfTheDefaultOptions_IsValid()
    {
        TextTemplate template = TextTemplate.Parse(new LogFileOptions().Template);

        Assert.Equal(
            [TemplatePartKind.Timestamp, TemplatePartKind.Literal, TemplatePartKind.Level, TemplatePartKind.Literal, TemplatePartKind.Category, TemplatePartKind.Literal, TemplatePartKind.Message],
            template.Parts.Select(part => part.Kind));
    }

    [Fact]
    public void Create_OfAnUnknownFormat_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => RecordRenderers.Create(new LogFileOptions { Format = (LogFormat)9 }));
    }
}
