using System.Text;

namespace LogActors;

/// <summary>What the attributes of a resource may be, so that what is chosen and what is found fit one resource. Stateless and thread-safe.</summary>
internal static class ResourceAttributeRules
{
    /// <summary>The most attributes that options may have.</summary>
    public const int MaxChosen = 32;

    /// <summary>The most bytes that the attributes of options may have together, as they are encoded.</summary>
    public const int MaxChosenBytes = 4 * 1024;

    private const int MaxNameBytes = 256;
    private const int MaxValueBytes = 1024;
    private const int MaxShownChars = 64;

    /// <summary>What is wrong with a name, as the rest of a sentence; <see langword="null"/> if nothing is.</summary>
    public static string? ExplainName(string name) =>
        name.Length == 0 || Encoding.UTF8.GetByteCount(name) > MaxNameBytes || name.Any(char.IsControl) || name.Trim().Length < name.Length
            ? $"it must have 1 to {MaxNameBytes} bytes, no control character, and no white space at its ends" : null;

    /// <summary>What is wrong with a value, as the rest of a sentence; <see langword="null"/> if nothing is.</summary>
    public static string? ExplainValue(string value) =>
        Encoding.UTF8.GetByteCount(value) > MaxValueBytes || value.Any(char.IsControl) ? $"it must have at most {MaxValueBytes} bytes and no control character" : null;

    /// <summary>What is wrong with the attributes of options: a sentence for each failure.</summary>
    public static IEnumerable<string> Explain(string option, IDictionary<string, string> attributes)
    {
        foreach ((string name, string? value) in attributes)
        {
            if (ExplainName(name) is { } nameRule)
            {
                yield return $"{option} has the name '{Shown(name)}'; {nameRule}.";
            }
            else if (ExplainValue(value ?? "") is { } valueRule)
            {
                yield return $"{option}:{name} is '{Shown(value!)}'; {valueRule}.";
            }
        }

        if (attributes.Count > MaxChosen)
        {
            yield return $"{option} has {attributes.Count} attributes; it must have {MaxChosen} at most.";
        }

        int bytes = attributes.Sum(attribute => RecordResource.BytesOf(attribute.Key, attribute.Value ?? ""));
        if (bytes > MaxChosenBytes)
        {
            yield return $"{option} has names and values of {bytes} bytes; together they must have {MaxChosenBytes} at most.";
        }
    }

    // A message is one line of visible text.
    private static string Shown(string text) =>
        string.Concat(text.Take(MaxShownChars).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c)) + (text.Length > MaxShownChars ? "…" : "");
}
