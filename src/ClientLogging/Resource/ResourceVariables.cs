using System.Globalization;
using System.Text;

namespace LogActors;

/// <summary>What the environment says of the process, in the variables that OpenTelemetry has for it. One that is not well formed is ignored as a whole, with an event. Stateless and thread-safe.</summary>
internal static class ResourceVariables
{
    public const string ServiceName = "OTEL_SERVICE_NAME";
    public const string Attributes = "OTEL_RESOURCE_ATTRIBUTES";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The service's name; <see langword="null"/> if the variable does not say it.</summary>
    /// <param name="variables">Gives the value of a variable, or <see langword="null"/>.</param>
    public static string? ReadServiceName(Func<string, string?> variables)
    {
        string name = variables(ServiceName) ?? "";
        if (ResourceAttributeRules.ExplainValue(name) is { } rule)
        {
            ClientEvents.Log.VariableIgnored(ServiceName, rule);
            return null;
        }

        return name.Length == 0 ? null : name;
    }

    /// <summary>Other attributes, as <c>name=value,name=value</c> with both percent-encoded; of equal names the last counts.</summary>
    /// <param name="variables">Gives the value of a variable, or <see langword="null"/>.</param>
    public static IReadOnlyDictionary<string, string> ReadAttributes(Func<string, string?> variables)
    {
        string text = variables(Attributes) ?? "";
        Dictionary<string, string> attributes = new(StringComparer.Ordinal);
        string[] pairs = string.IsNullOrWhiteSpace(text) ? [] : text.Split(',');
        for (int i = 0; i < pairs.Length; i++)
        {
            if (Explain(pairs[i], attributes) is { } rule)
            {
                ClientEvents.Log.VariableIgnored(Attributes, $"pair {i + 1} of {pairs.Length}: {rule}");
                return new Dictionary<string, string>();
            }
        }

        return attributes;
    }

    // Adds a pair, or says what is wrong with it.
    private static string? Explain(string pair, Dictionary<string, string> attributes)
    {
        int equals = pair.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            return "it has no '='";
        }

        if (!TryDecode(pair[..equals].Trim(), out string name) || !TryDecode(pair[(equals + 1)..].Trim(), out string value))
        {
            return "'%' must be followed by two hexadecimal digits, and what they stand for be UTF-8";
        }

        attributes[name] = value;
        return ResourceAttributeRules.ExplainName(name) is { } nameRule ? $"its name: {nameRule}"
            : ResourceAttributeRules.ExplainValue(value) is { } valueRule ? $"its value: {valueRule}"
            : null;
    }

    private static bool TryDecode(string text, out string decoded)
    {
        decoded = "";
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        int length = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            byte next = bytes[i];
            if (next == '%')
            {
                if (i + 2 >= bytes.Length || !byte.TryParse(bytes.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out next))
                {
                    return false;
                }

                i += 2;
            }

            bytes[length++] = next;
        }

        try
        {
            decoded = Strict.GetString(bytes.AsSpan(0, length));
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
