namespace LogActors;

/// <summary>Checks which attributes of resources a log file asks for.</summary>
internal static class ResourceNamesValidator
{
    private const int MaxNameChars = 256;

    /// <exception cref="FormatException">A name is wrong; the message names the setting, its value and the rule.</exception>
    public static void Check(string path, IReadOnlyList<string> names)
    {
        if (names.Count > RecordFormat.MaxResourceAttributes)
        {
            throw new FormatException($"{path}:Resource has {names.Count} names; it must have {RecordFormat.MaxResourceAttributes} at most, or be {ResourceWriter.All} for all attributes.");
        }

        foreach (string name in names)
        {
            if (string.IsNullOrWhiteSpace(name) || name.Length > MaxNameChars)
            {
                throw new FormatException($"{path}:Resource has the name '{name}'; it must be that of an attribute, such as service.name, of 1 to {MaxNameChars} characters.");
            }

            if (name.Contains('*', StringComparison.Ordinal) && (name != ResourceWriter.All || names.Count > 1))
            {
                throw new FormatException($"{path}:Resource has the name '{name}'; '*' stands for all attributes, and for them alone.");
            }
        }
    }
}
