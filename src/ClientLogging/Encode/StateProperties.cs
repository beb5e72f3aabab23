namespace LogActors;

/// <summary>A state's template and properties, taken one by one: for states that are not lists, or not seen before.</summary>
/// <remarks>Never throws: where a state's enumerator does, what it yielded so far is kept and a property says why there is no more.</remarks>
internal readonly record struct StateProperties(string? Template, string[] Names, List<object?> Values)
{
    private const string OriginalFormat = "{OriginalFormat}";
    private const string NoMore = "…";

    public static StateProperties Take(object? state)
    {
        string? template = null;
        List<string> names = [];
        List<object?> values = [];
        if (state is IEnumerable<KeyValuePair<string, object?>> pairs)
        {
            int left = 0;
            try
            {
                foreach ((string name, object? value) in pairs)
                {
                    if (name == OriginalFormat && value is string text)
                    {
                        template = text;
                    }
                    else if (names.Count < RecordFormat.MaxProperties - 1)
                    {
                        names.Add(name ?? "");
                        values.Add(value);
                    }
                    else
                    {
                        left++;
                    }
                }
            }
            catch (Exception exception)
            {
                names.Add(NoMore);
                values.Add($"(the properties could not be read: {exception.GetType()}: {ValueEncoder.MessageOf(exception)})");
            }

            if (left > 0)
            {
                names.Add(NoMore);
                values.Add($"[+{left} properties]");
            }
        }

        return new StateProperties(template, [.. names], values);
    }
}
