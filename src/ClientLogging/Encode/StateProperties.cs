namespace LogActors;

/// <summary>The template and properties of a state or scope, taken one by one: for scopes, and for states that are not lists, or not seen before.</summary>
/// <remarks>
/// Never throws: where an enumerator does, what it yielded so far is kept, and a last property says why there is no more. It also says how many are missing
/// beyond <see cref="RecordFormat.MaxProperties"/>, or beyond what their names may take together.
/// </remarks>
internal readonly record struct StateProperties(string? Template, string[] Names, List<object?> Values)
{
    private const string OriginalFormat = "{OriginalFormat}";
    private const string NoMore = "…";

    // Names travel in the definition of a call site, which is never cut: a batch must have room for it.
    private const int MaxNameChars = 32 * 1024;

    /// <summary>Whether <paramref name="state"/> has properties at all, or only a text.</summary>
    public static bool IsIn(object? state) => state is IEnumerable<KeyValuePair<string, object?>> or IEnumerable<KeyValuePair<string, string?>>;

    public static StateProperties Take(object? state)
    {
        string? template = null;
        List<string> names = [];
        List<object?> values = [];
        int nameChars = 0;
        int left = 0;
        string failure = "";
        try
        {
            if (state is IEnumerable<KeyValuePair<string, object?>> pairs)
            {
                foreach ((string name, object? value) in pairs)
                {
                    Add(name ?? "", value);
                }
            }
            else if (state is IEnumerable<KeyValuePair<string, string?>> texts)
            {
                foreach ((string name, string? value) in texts)
                {
                    Add(name ?? "", value);
                }
            }
        }
        catch (Exception exception)
        {
            failure = $"(the properties could not be read: {exception.GetType()}: {ValueEncoder.MessageOf(exception)})";
        }

        if (left > 0 || failure.Length > 0)
        {
            Close();
        }

        return new StateProperties(template, [.. names], values);

        void Add(string name, object? value)
        {
            if (name == OriginalFormat && value is string text)
            {
                template = text;
                return;
            }

            nameChars += name.Length;
            if (left > 0 || names.Count == RecordFormat.MaxProperties || nameChars > MaxNameChars)
            {
                left++;
                return;
            }

            names.Add(name);
            values.Add(value);
        }

        void Close()
        {
            if (names.Count == RecordFormat.MaxProperties)
            {
                names.RemoveAt(names.Count - 1);
                values.RemoveAt(values.Count - 1);
                left++;
            }

            names.Add(NoMore);
            values.Add(left == 0 ? failure : $"[+{left} properties] {failure}".TrimEnd());
        }
    }
}
