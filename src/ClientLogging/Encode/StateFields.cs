using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace LogActors;

/// <summary>Reads the template and the values of a state of the logging library from its fields: by its interface, the state and each of its values would be boxed.</summary>
/// <remarks>
/// The fields are private, so the code is made at run time, as a serializer's is. Where one of them is not as expected, or code cannot be made, there is no reader, and the interface is used.
/// Immutable and thread-safe.
/// </remarks>
internal sealed class StateFields<TState>
{
    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;
    private const string Trimmed = "A field that was trimmed is not found, and there is no reader then.";

    private readonly TemplateReader _template;
    private readonly ValuesWriter _values;
    private readonly ValuesCounter _count;

    private StateFields(TemplateReader template, ValuesWriter values, ValuesCounter count)
    {
        _template = template;
        _values = values;
        _count = count;
    }

    private delegate string? TemplateReader(ref readonly TState state);

    private delegate int ValuesCounter(ref readonly TState state);

    private delegate bool ValuesWriter(RecordEncoder encoder, ref readonly TState state, int count);

    /// <summary>Whether it is what <c>LogInformation("…{X}", x)</c> passes on.</summary>
    public static bool IsFormattedLogValues { get; } = typeof(TState).FullName == "Microsoft.Extensions.Logging.FormattedLogValues";

    /// <summary>Whether it is what <c>LoggerMessage.Define</c> passes on.</summary>
    public static bool IsLogValues { get; } = typeof(TState).DeclaringType == typeof(LoggerMessage) && typeof(TState).Name.StartsWith("LogValues", StringComparison.Ordinal);

    /// <summary>Makes the reader.</summary>
    /// <returns><see langword="null"/> if the runtime cannot make code, or a field is missing or of another type.</returns>
    /// <remarks>Throws whatever the runtime does where it can make code but not this.</remarks>
    [UnconditionalSuppressMessage("Trimming", "IL2090:'this' argument does not satisfy 'DynamicallyAccessedMembersAttribute'", Justification = Trimmed)]
    public static StateFields<TState>? TryMake()
    {
        if (!RuntimeFeature.IsDynamicCodeSupported)
        {
            return null;
        }

        if (IsFormattedLogValues)
        {
            return typeof(TState).GetField("_originalMessage", Hidden) is { } message && message.FieldType == typeof(string)
                && typeof(TState).GetField("_values", Hidden) is { } values && values.FieldType == typeof(object[])
                ? new StateFields<TState>(Template(message, null), Values(values), Count(values)) : null;
        }

        int count = typeof(TState).GenericTypeArguments.Length;
        FieldInfo[] fields = [.. Enumerable.Range(0, count).Select(i => typeof(TState).GetField($"_value{i}", Hidden)).OfType<FieldInfo>()];
        return fields.Length == count && typeof(TState).GetField("_formatter", Hidden) is { } formatter && OriginalFormat(formatter.FieldType) is { } original
            ? new StateFields<TState>(Template(formatter, original), Values(fields), (ref readonly TState _) => count) : null;
    }

    /// <summary>The message template; the same object for all states of one call site.</summary>
    public string? TemplateOf(ref readonly TState state) => _template(in state);

    /// <summary>How many values the state has; with a template for fewer, the rest is no property.</summary>
    public int CountOf(ref readonly TState state) => _count(in state);

    /// <summary>Writes the values whose text in a message is always the same.</summary>
    /// <param name="encoder">Where to.</param>
    /// <param name="state">The state.</param>
    /// <param name="count">How many there are by the template.</param>
    /// <returns><see langword="false"/> if one is another or missing; those before it have been written.</returns>
    public bool TryWritePlain(RecordEncoder encoder, ref readonly TState state, int count) => _values(encoder, in state, count);

    [UnconditionalSuppressMessage("Trimming", "IL2070:'this' argument does not satisfy 'DynamicallyAccessedMembersAttribute'", Justification = Trimmed)]
    private static MethodInfo? OriginalFormat(Type formatter) =>
        formatter.GetProperty("OriginalFormat", Hidden)?.GetMethod is { IsVirtual: false } getter && getter.ReturnType == typeof(string) ? getter : null;

    // What a field holds, or what a method makes of that.
    [RequiresDynamicCode("Makes code.")]
    private static TReader Reader<TReader>(string name, FieldInfo field, MethodInfo? then, Type result)
        where TReader : Delegate
    {
        DynamicMethod method = new(name, result, [typeof(TState).MakeByRefType()], typeof(RecordEncoder).Module, skipVisibility: true);
        ILGenerator code = method.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldfld, field);
        if (then is not null)
        {
            code.Emit(then.IsStatic ? OpCodes.Call : OpCodes.Callvirt, then);
        }

        code.Emit(OpCodes.Ret);
        return method.CreateDelegate<TReader>();
    }

    [RequiresDynamicCode("Makes code.")]
    private static TemplateReader Template(FieldInfo field, MethodInfo? getter) => Reader<TemplateReader>("TemplateOf", field, getter, typeof(string));

    [RequiresDynamicCode("Makes code.")]
    private static ValuesCounter Count(FieldInfo array) => Reader<ValuesCounter>("CountOf", array, ((Func<object?[]?, int>)PlainValue.Count).Method, typeof(int));

    [RequiresDynamicCode("Makes code.")]
    private static ValuesWriter Values(FieldInfo array)
    {
        DynamicMethod method = NewWriter();
        ILGenerator code = method.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Ldfld, array);
        code.Emit(OpCodes.Ldarg_2);
        code.Emit(OpCodes.Call, ((Func<RecordEncoder, object?[]?, int, bool>)PlainValue.TryWriteAll).Method);
        code.Emit(OpCodes.Ret);
        return method.CreateDelegate<ValuesWriter>();
    }

    [RequiresDynamicCode("Makes code.")]
    [UnconditionalSuppressMessage("Trimming", "IL2060:Call to 'MakeGenericMethod' can not be statically analyzed", Justification = "The method's type parameter has no requirements.")]
    private static ValuesWriter Values(FieldInfo[] fields)
    {
        DynamicMethod method = NewWriter();
        ILGenerator code = method.GetILGenerator();
        Label other = code.DefineLabel();
        MethodInfo write = ((Func<RecordEncoder, int, bool>)PlainValue.TryWrite).Method.GetGenericMethodDefinition();
        foreach (FieldInfo field in fields)
        {
            code.Emit(OpCodes.Ldarg_0);
            code.Emit(OpCodes.Ldarg_1);
            code.Emit(OpCodes.Ldfld, field);
            code.Emit(OpCodes.Call, write.MakeGenericMethod(field.FieldType));
            code.Emit(OpCodes.Brfalse, other);
        }

        code.Emit(OpCodes.Ldc_I4_1);
        code.Emit(OpCodes.Ret);
        code.MarkLabel(other);
        code.Emit(OpCodes.Ldc_I4_0);
        code.Emit(OpCodes.Ret);
        return method.CreateDelegate<ValuesWriter>();
    }

    [RequiresDynamicCode("Makes code.")]
    private static DynamicMethod NewWriter() =>
        new("TryWritePlain", typeof(bool), [typeof(RecordEncoder), typeof(TState).MakeByRefType(), typeof(int)], typeof(RecordEncoder).Module, skipVisibility: true);
}
