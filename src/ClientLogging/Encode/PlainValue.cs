namespace LogActors;

/// <summary>Writes values whose text in a message is always the same, whoever makes it: numbers, texts, dates and ids; without boxing where their type is known. Stateless and thread-safe.</summary>
internal static class PlainValue
{
    /// <summary>Writes a value of any type.</summary>
    /// <returns><see langword="false"/> if it is another one; nothing has been written then.</returns>
    public static bool TryWrite(RecordEncoder encoder, object? value)
    {
        switch (value)
        {
            case null: encoder.Null(); break;
            case string text: encoder.Value(text.AsSpan()); break;
            case int number: encoder.Value((long)number); break;
            case long number: encoder.Value(number); break;
            case bool flag: encoder.Value(flag); break;
            case double number: encoder.Value(number); break;
            case Guid id: encoder.Value(id); break;
            case decimal number: encoder.Value(number); break;
            case DateTime time: encoder.Value(time); break;
            case DateTimeOffset time: encoder.Value(time); break;
            case TimeSpan duration: encoder.Value(duration); break;
            case float number: encoder.Value(number); break;
            case uint number: encoder.Value((long)number); break;
            case ulong number: encoder.Value(number); break;
            case short number: encoder.Value((long)number); break;
            case ushort number: encoder.Value((long)number); break;
            case byte number: encoder.Value((long)number); break;
            case sbyte number: encoder.Value((long)number); break;
            case char character: encoder.Value([character]); break;
            case DateOnly date: encoder.Value(date); break;
            case TimeOnly time: encoder.Value(time); break;
            default: return false;
        }

        return true;
    }

    /// <summary>Writes a value of a type that the compiler knows: of these questions it leaves the one answer.</summary>
    /// <returns><see langword="false"/> if it is another one; nothing has been written then.</returns>
    public static bool TryWrite<T>(RecordEncoder encoder, T value)
    {
        if (typeof(T) == typeof(int)) encoder.Value((long)(int)(object)value!);
        else if (typeof(T) == typeof(long)) encoder.Value((long)(object)value!);
        else if (typeof(T) == typeof(bool)) encoder.Value((bool)(object)value!);
        else if (typeof(T) == typeof(double)) encoder.Value((double)(object)value!);
        else if (typeof(T) == typeof(Guid)) encoder.Value((Guid)(object)value!);
        else if (typeof(T) == typeof(decimal)) encoder.Value((decimal)(object)value!);
        else if (typeof(T) == typeof(DateTime)) encoder.Value((DateTime)(object)value!);
        else if (typeof(T) == typeof(DateTimeOffset)) encoder.Value((DateTimeOffset)(object)value!);
        else if (typeof(T) == typeof(TimeSpan)) encoder.Value((TimeSpan)(object)value!);
        else if (typeof(T) == typeof(float)) encoder.Value((float)(object)value!);
        else if (typeof(T) == typeof(uint)) encoder.Value((long)(uint)(object)value!);
        else if (typeof(T) == typeof(ulong)) encoder.Value((ulong)(object)value!);
        else if (typeof(T) == typeof(short)) encoder.Value((long)(short)(object)value!);
        else if (typeof(T) == typeof(ushort)) encoder.Value((long)(ushort)(object)value!);
        else if (typeof(T) == typeof(byte)) encoder.Value((long)(byte)(object)value!);
        else if (typeof(T) == typeof(DateOnly)) encoder.Value((DateOnly)(object)value!);
        else if (typeof(T) == typeof(TimeOnly)) encoder.Value((TimeOnly)(object)value!);
        else return TryWrite(encoder, (object?)value);
        return true;
    }

    /// <summary>How many values an array has, if there is one.</summary>
    public static int Count(object?[]? values) => values?.Length ?? 0;

    /// <summary>Writes the first values of an array.</summary>
    /// <returns><see langword="false"/> if there are not that many, or one is another; those before it have been written.</returns>
    public static bool TryWriteAll(RecordEncoder encoder, object?[]? values, int count)
    {
        if (Count(values) < count)
        {
            return false;
        }

        for (int i = 0; i < count; i++)
        {
            if (!TryWrite(encoder, values![i]))
            {
                return false;
            }
        }

        return true;
    }
}
