namespace LogActors.Tests;

/// <summary>Bytes as hexadecimal digits, in groups.</summary>
internal static class GoldenHex
{
    /// <summary>The groups have the lengths given; the rest is one more.</summary>
    public static string Spaced(ReadOnlySpan<byte> bytes, params ReadOnlySpan<int> groups)
    {
        List<string> parts = [];
        foreach (int group in groups)
        {
            parts.Add(Convert.ToHexStringLower(bytes[..group]));
            bytes = bytes[group..];
        }

        return string.Join(' ', bytes.IsEmpty ? parts : [.. parts, Convert.ToHexStringLower(bytes)]);
    }
}
