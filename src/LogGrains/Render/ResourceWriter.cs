using System.Text;

namespace LogActors;

/// <summary>Writes what a line says of the process that logged its record: the attributes of the resource that were asked for, each name once.</summary>
/// <remarks>
/// They are the same for all records of a batch, and mostly for those of the next one, so what was written last is kept, beside the resource that it was made from. Allocates nothing once it has grown. Not
/// thread-safe.
/// </remarks>
internal sealed class ResourceWriter
{
    /// <summary>Asks for all attributes, in the place of their names.</summary>
    public const string All = "*";

    /// <summary>The most that a line has of a resource. A batch may have many thousand short records, and what becomes of it has a bound: who adds the same to each of them adds little.</summary>
    public const int MaxTextBytes = 2048;

    private readonly byte[][]? _names;
    private readonly bool _json;
    private readonly NameSet _keys = new();
    private readonly LineBuffer _resource = new();
    private readonly LineBuffer _text = new();

    /// <param name="names">The attributes that lines are to have, in this order; <see cref="All"/> alone for all, in that of the producer.</param>
    /// <param name="json">Whether they are a member <c>Resource</c> of a JSON object, or pairs of logfmt.</param>
    public ResourceWriter(IReadOnlyList<string> names, bool json)
    {
        _names = names is [All] ? null : [.. names.Select(Encoding.UTF8.GetBytes)];
        _json = json;
        Make(default);
    }

    /// <summary>Appends the attributes of a record's resource, with what separates them from what stands before them.</summary>
    public void Append(in LogRecord record, LineBuffer output)
    {
        if (!record.ResourceBytes.SequenceEqual(_resource.Written))
        {
            _resource.Clear();
            _resource.Append(record.ResourceBytes);
            Make(record.Resource);
        }

        output.Append(_text.Written);
    }

    /// <summary>Whether a key belongs to the resource in the line that was begun last: one of those that were asked for, there or not, or with <see cref="All"/> of those that are there.</summary>
    public bool IsKey(ReadOnlySpan<byte> key) => _keys.Contains(key);

    private void Make(RecordResourceAttributes resource)
    {
        _keys.Clear();
        _text.Clear();
        if (_names is null)
        {
            while (resource.MoveNext())
            {
                if (AddKey(resource.Name))
                {
                    AppendPair(resource.Value);
                }
            }
        }
        else
        {
            foreach (byte[] name in _names)
            {
                if (AddKey(name) && resource.TryFind(name, out ReadOnlySpan<byte> value))
                {
                    AppendPair(value);
                }
            }
        }

        if (_json && _text.Length > 0)
        {
            _text.Append((byte)'}');
        }
    }

    // Names are compared as they are written, since two that differ in invalid bytes would be equal on paper.
    private bool AddKey(ReadOnlySpan<byte> name)
    {
        int known = _keys.Count;
        int start = _keys.Bytes.Length;
        if (_json)
        {
            TextEscaper.AppendJson(_keys.Bytes, name);
        }
        else
        {
            LogfmtKey.Append(_keys.Bytes, name);
            if (LogfmtKey.IsFixed(_keys.Bytes.Written[start..]))
            {
                _keys.Bytes.TruncateTo(start);
                _keys.Bytes.Append((byte)'_');
                LogfmtKey.Append(_keys.Bytes, name);
            }
        }

        return _keys.Add(start) == known;
    }

    private void AppendPair(ReadOnlySpan<byte> value)
    {
        int before = _text.Length;
        if (_json)
        {
            _text.Append(before == 0 ? ",\"Resource\":{\""u8 : ",\""u8);
            _text.Append(_keys[_keys.Count - 1]);
            _text.Append("\":"u8);
            TextEscaper.AppendJsonString(_text, value);
        }
        else
        {
            _text.Append((byte)' ');
            _text.Append(_keys[_keys.Count - 1]);
            _text.Append((byte)'=');
            LogfmtPropertyWriter.AppendText(_text, value);
        }

        if (_text.Length > MaxTextBytes)
        {
            _text.TruncateTo(before);
        }
    }
}
