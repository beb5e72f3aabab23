namespace LogActors;

/// <summary>A call site's shape, and the batch in which it was last defined.</summary>
internal sealed class CallSite(RecordShape shape, string[] names)
{
    public RecordShape Shape { get; } = shape;

    /// <summary>The names of the properties, in the order of their values.</summary>
    public string[] Names { get; } = names;

    /// <summary>Whether the silo can make the message from the template; until a value is met that it cannot write.</summary>
    public bool IsPlain { get; set; } = shape is { Id: not 0, Template: { } template } && PlainTemplate.IsPlain(template, names);

    /// <summary>The id of the last batch that defines the shape. Written under the lock of the buffer that the category's records go to; should a route change
    /// and two buffers race here, ids being unique, the worst outcome is a definition too many.</summary>
    public long DefinedIn { get; set; }
}
