using System.Text;
using System.Text.Json;

namespace LogActors.Fuzz;

/// <summary><see cref="TextEscaper"/>: any bytes become the text that <c>docs/formats.md</c> says, and never a line end, a control character or bytes that are not UTF-8.</summary>
internal sealed class EscapeTarget : IFuzzTarget
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly LineBuffer _output = new();

    public string Name => "escape";

    public int MaxInputBytes => 512;

    public IEnumerable<(string Name, byte[] Input)> Seeds =>
    [
        ("plain", [.. "Order 42 shipped to \"C:\\temp\\new\""u8]),
        ("controls", [.. Enumerable.Range(0, 0xA1).SelectMany(value => Encoding.UTF8.GetBytes(((char)value).ToString()))]),
        ("marks", [.. Enumerable.Range(0x200C, 0x60).Prepend(0x61B).Prepend(0x61C).Prepend(0x61D).SelectMany(value => Encoding.UTF8.GetBytes(((char)value).ToString()))]),
        ("languages", [.. "größe 数据 naïve 🙂 مرحبا שלום\u2028\u202Eabc"u8]),
        ("surrogates", [0xED, 0xA0, 0x80, 0xED, 0xBF, 0xBF, (byte)'a', 0xED, 0x9F, 0xBF]),
        ("overlong", [0xC0, 0x8A, 0xC1, 0xBF, 0xE0, 0x80, 0x8A, 0xE0, 0x9F, 0xBF, 0xF0, 0x80, 0x80, 0x8A, 0xF0, 0x8F, 0xBF, 0xBF]),
        ("beyond", [0xF4, 0x90, 0x80, 0x80, 0xF5, 0x80, 0x80, 0x80, 0xFF, 0xFE, 0xF8, 0x88, 0x80, 0x80, 0x80]),
        ("torn", [(byte)'a', 0xE2, 0x80, (byte)'\n', 0xF0, 0x9F, 0x99, 0xC2, 0xF0, 0x9F]),
        ("torn-before-mark", [0xE2, 0x80, 0xE2, 0x80, 0xAE, 0xC2, 0xC2, 0x85]),
        ("invalid-then-marks", [0xFF, 0xE2, 0x80, 0xAE, 0xD8, 0x9C, 0xC2, 0x9B, 0x1B, (byte)'"', (byte)'\\']),
    ];

    public bool Run(ReadOnlySpan<byte> input)
    {
        ReadOnlySpan<byte> text = Escape(input, TextEscaper.AppendText);
        CheckOutput(text);
        CheckEqual(EscapeReference.Text(input), text);

        ReadOnlySpan<byte> json = Escape(input, TextEscaper.AppendJson);
        CheckOutput(json);
        CheckEqual(EscapeReference.Json(input), json);

        ReadOnlySpan<byte> quoted = Escape(input, TextEscaper.AppendJsonString);
        CheckOutput(quoted);
        CheckEqual($"\"{EscapeReference.Json(input)}\"", quoted);

        Utf8JsonReader reader = new(quoted);
        Promise.Holds(reader.Read() && reader.GetString() == EscapeReference.Concat(EscapeReference.Decode(input)), $"The JSON string is read back as another text.");
        return true;
    }

    public void Repair(Span<byte> input)
    {
    }

    private delegate void Escaper(LineBuffer output, ReadOnlySpan<byte> text);

    // What is in the buffer already belongs to other records.
    private ReadOnlySpan<byte> Escape(ReadOnlySpan<byte> input, Escaper escaper)
    {
        _output.Clear();
        _output.Append("before"u8);
        escaper(_output, input);
        Promise.Holds(_output.Written.StartsWith("before"u8), $"What was in the buffer has changed.");
        return _output.Written["before"u8.Length..];
    }

    private static void CheckOutput(ReadOnlySpan<byte> output)
    {
        foreach (char character in Strict.GetString(output))
        {
            Promise.Holds(!char.IsControl(character) && character is not ('\u2028' or '\u2029'), $"U+{(int)character} stands as it is.");
        }
    }

    private static void CheckEqual(string expected, ReadOnlySpan<byte> output) =>
        Promise.Holds(output.SequenceEqual(Encoding.UTF8.GetBytes(expected)), $"'{expected}' is expected, not '{Encoding.UTF8.GetString(output)}'.");
}
