using System.Text;

namespace LogActors;

/// <summary>What describes the process that logs, such as its service's name and version, so that each of its batches can say where it comes from.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class RecordResource
{
    /// <summary>Bytes beside those of the attributes: kind and count.</summary>
    internal const int FixedBytes = 1 + 1;

    private readonly byte[] _definition;

    /// <summary>Encodes a resource.</summary>
    /// <param name="attributes">Names and values, in the order in which a reader finds them; at most <see cref="RecordFormat.MaxResourceAttributes"/>. None make a resource of which a batch has nothing.</param>
    /// <exception cref="ArgumentException">There are too many, two have one name, or together they are longer than <see cref="RecordFormat.MaxResourceBytes"/>.</exception>
    public RecordResource(IEnumerable<KeyValuePair<string, string>> attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        KeyValuePair<string, string>[] all = [.. attributes];
        if (all.Length > RecordFormat.MaxResourceAttributes)
        {
            throw new ArgumentException($"A resource has {all.Length} attributes; it may have {RecordFormat.MaxResourceAttributes}.", nameof(attributes));
        }

        if (all.Select(attribute => attribute.Key).Distinct(StringComparer.Ordinal).Count() < all.Length)
        {
            throw new ArgumentException("Two attributes of a resource have one name.", nameof(attributes));
        }

        int bytes = FixedBytes + all.Sum(attribute => BytesOf(attribute.Key, attribute.Value));
        if (bytes > RecordFormat.MaxResourceBytes)
        {
            throw new ArgumentException($"A resource has {bytes} bytes; it may have {RecordFormat.MaxResourceBytes}.", nameof(attributes));
        }

        _definition = all.Length == 0 ? [] : Encode(all, bytes);
    }

    /// <summary>The resource of a process that says nothing of itself.</summary>
    public static RecordResource Empty { get; } = new([]);

    /// <summary>The resource as a whole entry, its length included; empty if it has no attributes.</summary>
    public ReadOnlySpan<byte> Definition => _definition;

    /// <summary>How many of a resource's bytes an attribute takes.</summary>
    internal static int BytesOf(string name, string value) => BytesOf(name) + BytesOf(value);

    private static int BytesOf(string text)
    {
        int bytes = Encoding.UTF8.GetByteCount(text);
        return RecordFormat.VarintBytes((uint)bytes) + bytes;
    }

    private static byte[] Encode(KeyValuePair<string, string>[] attributes, int bytes)
    {
        byte[] entry = new byte[RecordFormat.VarintBytes((uint)bytes) + bytes];
        int length = RecordFormat.WriteVarint(entry, (uint)bytes);
        entry[length++] = RecordFormat.ResourceKind;
        entry[length++] = (byte)attributes.Length;
        foreach ((string name, string value) in attributes)
        {
            length += WriteText(entry.AsSpan(length), name);
            length += WriteText(entry.AsSpan(length), value);
        }

        return entry;
    }

    private static int WriteText(Span<byte> output, string text)
    {
        int length = RecordFormat.WriteVarint(output, (uint)Encoding.UTF8.GetByteCount(text));
        return length + Encoding.UTF8.GetBytes(text, output[length..]);
    }
}
