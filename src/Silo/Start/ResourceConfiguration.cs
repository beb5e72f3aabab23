namespace LogActors;

/// <summary>Reads which attributes of resources a log file asks for: a list, or one text with commas between the names.</summary>
internal static class ResourceConfiguration
{
    /// <returns>The names, in the place of the default ones; <see langword="null"/> if nothing is set.</returns>
    /// <exception cref="FormatException">It is neither; the message names the key.</exception>
    public static IReadOnlyList<string>? Read(IConfigurationSection section)
    {
        IConfigurationSection[] items = [.. section.GetChildren()];
        if (items.Length == 0)
        {
            return section.Value?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);    // an empty list in a file is an empty text here
        }

        if (section.Value is { Length: > 0 } value)
        {
            throw new FormatException($"{section.Path} is '{value}' and a list as well; it must be one of them.");
        }

        return [.. items.Select(item => item.Value ?? throw new FormatException($"{item.Path} has keys below it; it must be the name of an attribute, such as service.name."))];
    }
}
