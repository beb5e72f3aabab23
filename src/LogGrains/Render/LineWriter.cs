using System.Runtime.CompilerServices;

namespace LogActors;

/// <summary>Writes one line into room that is made once for all of it, but for texts of unknown length.</summary>
/// <remarks>What it has written is in the buffer only after <see cref="Leave"/>; nobody else may write there before.</remarks>
/// <param name="output">The buffer.</param>
/// <param name="room">How many bytes the rest of the line takes at most, texts of unknown length apart.</param>
internal ref struct LineWriter(LineBuffer output, int room)
{
    private Span<byte> _span = output.GetSpan(room);
    private int _at;

    /// <summary>Copies bytes that were counted in.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Copy(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_span[_at..]);
        _at += bytes.Length;
    }

    /// <summary>Appends bytes of any number as they are.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        MakeRoom(bytes.Length);
        Copy(bytes);
    }

    /// <summary>Appends text of any length, escaped for a person to read or as the inside of a JSON string.</summary>
    public void AppendText(ReadOnlySpan<byte> text, bool json)
    {
        if (TextEscaper.IsPlain(text, json))
        {
            Append(text);
            return;
        }

        AppendEscaped(text, json);
    }

    /// <summary>Appends the next value of a message.</summary>
    /// <exception cref="RecordFormatException">It is damaged, or of a kind that has no text in a message.</exception>
    public void AppendMessageValue(ref RecordCursor values, bool json)
    {
        RecordValueKind kind = (RecordValueKind)values.Byte();
        switch (kind)
        {
            case RecordValueKind.Integer:
                _at += ScalarWriter.Write(_span[_at..], values.Zigzag());
                break;
            case RecordValueKind.Text:
                AppendText(values.Text(), json);
                break;
            case RecordValueKind.Double:
                _at += ScalarWriter.Write(_span[_at..], BitConverter.Int64BitsToDouble(values.Int64()));
                break;
            default:
                AppendOther(ref values, kind);
                break;
        }
    }

    /// <summary>Appends the next property's value: an integer, which all formats write alike, or else as the format has it.</summary>
    /// <exception cref="RecordFormatException">It is damaged.</exception>
    public void AppendProperty(ref RecordCursor values, PropertyWriter format)
    {
        RecordValueKind kind = (RecordValueKind)values.Byte();
        if (kind == RecordValueKind.Integer)
        {
            _at += ScalarWriter.Write(_span[_at..], values.Zigzag());
            return;
        }

        AppendOther(ref values, kind, format);
    }

    /// <summary>Puts what has been written into the buffer, so that others can write there.</summary>
    /// <returns>The buffer.</returns>
    public readonly LineBuffer Leave()
    {
        output.Advance(_at);
        return output;
    }

    /// <summary>Goes on after <see cref="Leave"/>.</summary>
    public void Enter()
    {
        _span = output.GetSpan(room);
        _at = 0;
    }

    // What is rare is apart: its locals would be cleared for every line.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AppendOther(ref RecordCursor values, RecordValueKind kind, PropertyWriter? format = null)
    {
        RecordValue value = RecordValue.Read(ref values, kind, 0);
        if (format is null)
        {
            MessageWriter.AppendScalar(Leave(), value);
        }
        else
        {
            format.AppendValue(Leave(), value);
        }

        Enter();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AppendEscaped(ReadOnlySpan<byte> text, bool json)
    {
        MessageWriter.AppendEscaped(Leave(), text, json);
        Enter();
    }

    private void MakeRoom(int bytes)
    {
        if (_span.Length - _at < bytes + room)
        {
            Leave();
            _span = output.GetSpan(bytes + room);
            _at = 0;
        }
    }
}
