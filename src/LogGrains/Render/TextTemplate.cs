using System.Buffers;
using System.Globalization;
using System.Text;

namespace LogActors;

/// <summary>The template of a text line, taken apart and checked: literal text and placeholders such as <c>{Level}</c> or <c>{Timestamp:HH:mm:ss}</c>.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
internal sealed class TextTemplate
{
    private const string PropertyPrefix = "Property.";
    private const string ResourcePrefix = "Resource.";

    private const string Allowed = "Allowed are {Timestamp}, {Timestamp:<.NET date format>}, {Level}, {Level:u3}, {Level:w3}, {Level:s}, {Category}, {EventId}, {EventName}, "
        + "{Message}, {Template}, {TraceId}, {SpanId}, {Scopes}, {Properties}, {Property.<name>}, {Resource.<name>} and {Exception}; '{{' and '}}' stand for braces.";

    private readonly string _template;
    private readonly List<TemplatePart> _parts = [];

    private TextTemplate(string template)
    {
        _template = template;
        CheckCharacters();
        StringBuilder literal = new();
        for (int at = 0; at < template.Length;)
        {
            char c = template[at];
            bool brace = c is '{' or '}';
            if (brace && at + 1 < template.Length && template[at + 1] == c)
            {
                literal.Append(c);
                at += 2;
            }
            else if (c == '}')
            {
                throw Refusal(at, "'}' closes no placeholder; write '}}' for a brace.");
            }
            else if (brace)
            {
                AddLiteral(literal);
                at = AddPlaceholder(at);
            }
            else
            {
                literal.Append(c);
                at++;
            }
        }

        AddLiteral(literal);
    }

    /// <summary>The parts, in order.</summary>
    public IReadOnlyList<TemplatePart> Parts => _parts;

    /// <summary>Takes <paramref name="template"/> apart.</summary>
    /// <exception cref="FormatException">The template breaks a rule; the message quotes it and says which rule, where, and what is allowed.</exception>
    public static TextTemplate Parse(string? template) => new(template ?? "");

    private void CheckCharacters()
    {
        if (_template.Length == 0)
        {
            throw Refusal(0, "it is empty.");
        }

        if (char.IsWhiteSpace(_template[0]))
        {
            throw Refusal(0, "it begins with white space; lines that begin with a tab continue a record, so none may begin that way.");
        }

        for (int at = 0; at < _template.Length;)
        {
            if (Rune.DecodeFromUtf16(_template.AsSpan(at), out Rune rune, out int chars) != OperationStatus.Done)
            {
                throw Refusal(at, "it contains half of a surrogate pair.");
            }

            if (TextEscaper.IsEscaped(rune))
            {
                throw Refusal(at, $"it contains the control character U+{rune.Value:X4}; a record is one line of visible text.");
            }

            at += chars;
        }
    }

    private void AddLiteral(StringBuilder literal)
    {
        if (literal.Length > 0)
        {
            _parts.Add(new TemplatePart(TemplatePartKind.Literal, Encoding.UTF8.GetBytes(literal.ToString()), Format: null));
            literal.Clear();
        }
    }

    private int AddPlaceholder(int at)
    {
        int length = _template.AsSpan(at + 1).IndexOfAny('{', '}');
        if (length < 0 || _template[at + 1 + length] == '{')
        {
            throw Refusal(at, $"the brace of '{_template[at..(length < 0 ? _template.Length : at + 1 + length)]}' is not closed; write '{{{{' for a brace.");
        }

        string placeholder = _template.Substring(at + 1, length);
        int colon = placeholder.IndexOf(':');
        string name = colon < 0 ? placeholder : placeholder[..colon];
        string? format = colon < 0 ? null : placeholder[(colon + 1)..];
        _parts.Add(NameAfter(PropertyPrefix, name) is { } property ? new TemplatePart(TemplatePartKind.Property, property, format)
            : NameAfter(ResourcePrefix, name) is { } attribute ? new TemplatePart(TemplatePartKind.Resource, attribute, format)
            : new TemplatePart(FindKind(at, placeholder, name), [], format));
        if (format is not null)
        {
            CheckFormat(at, placeholder, _parts[^1].Kind, format);
        }

        return at + length + 2;
    }

    private static byte[]? NameAfter(string prefix, string name) =>
        name.StartsWith(prefix, StringComparison.Ordinal) && name.Length > prefix.Length ? Encoding.UTF8.GetBytes(name[prefix.Length..]) : null;

    private TemplatePartKind FindKind(int at, string placeholder, string name)
    {
        foreach (TemplatePartKind kind in Enum.GetValues<TemplatePartKind>())
        {
            if (kind > TemplatePartKind.Resource && kind.ToString() == name)
            {
                return kind;
            }
        }

        throw Refusal(at, $"'{{{placeholder}}}' is not a placeholder.");
    }

    private void CheckFormat(int at, string placeholder, TemplatePartKind kind, string format)
    {
        string? rule = kind switch
        {
            TemplatePartKind.Level => LevelNames.Find(format) is null ? "has a format that a level does not have; it may be u3, w3 or s." : null,
            TemplatePartKind.Timestamp => ExplainDateFormat(format, isFirst: at == 0),
            _ => "has a format, which only Timestamp and Level may have.",
        };
        if (rule is not null)
        {
            throw Refusal(at, $"'{{{placeholder}}}' {rule}");
        }
    }

    private static string? ExplainDateFormat(string format, bool isFirst)
    {
        const string NotADate = "has a format that is not a .NET date and time format.";
        try
        {
            string sample = DateTime.UnixEpoch.ToString(format, CultureInfo.InvariantCulture);
            return format.Length == 0 ? NotADate
                : isFirst && sample.Length > 0 && char.IsWhiteSpace(sample[0]) ? "begins the line with white space; no record may begin that way."
                : null;
        }
        catch (FormatException)
        {
            return NotADate;
        }
    }

    private FormatException Refusal(int at, string rule)
    {
        LineBuffer quoted = new();
        TextEscaper.AppendText(quoted, Encoding.UTF8.GetBytes(_template));
        return new FormatException($"The template '{Encoding.UTF8.GetString(quoted.Written)}' is not valid at character {at + 1}: {rule} {Allowed}");
    }
}
