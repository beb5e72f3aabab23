namespace LogActors;

/// <summary>Writes properties as members of a CLEF object: each <c>,"name":value</c>, typed.</summary>
/// <remarks>
/// A name that begins with <c>@</c> gets another one, since CLEF keeps these for itself; the names of the members that the format writes on its own
/// (<see cref="IsReserved"/>) get <c>_</c> in front, so that no producer can pass a property off as one of them. Not thread-safe.
/// </remarks>
internal sealed class JsonPropertyWriter : PropertyWriter
{
    private readonly JsonValueWriter _values = new();

    /// <inheritdoc/>
    protected override bool IsJson => true;

    /// <inheritdoc/>
    protected override void AppendName(LineBuffer output, ReadOnlySpan<byte> name)
    {
        if (name.Length > 0 && name[0] == (byte)'@')
        {
            output.Append((byte)'@');
        }
        else if (IsReserved(name))
        {
            output.Append((byte)'_');
        }

        TextEscaper.AppendJson(output, name);
    }

    /// <inheritdoc/>
    protected override void AppendKey(LineBuffer output, ReadOnlySpan<byte> name, bool first)
    {
        Span<byte> span = output.GetSpan(name.Length + 4);
        span[0] = (byte)',';
        span[1] = (byte)'"';
        name.CopyTo(span[2..]);
        span[name.Length + 2] = (byte)'"';
        span[name.Length + 3] = (byte)':';
        output.Advance(name.Length + 4);
    }

    /// <inheritdoc/>
    public override void AppendValue(LineBuffer output, in RecordValue value) => _values.Append(output, value);

    private static bool IsReserved(ReadOnlySpan<byte> name) => name.Length switch
    {
        6 => name.SequenceEqual("Scopes"u8),
        8 => name.SequenceEqual("Resource"u8),
        9 => name.SequenceEqual("EventName"u8),
        13 => name.SequenceEqual("SourceContext"u8),
        _ => false,
    };
}
