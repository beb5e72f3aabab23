namespace LogActors;

/// <summary>Writes the texts of a record's scopes on one line, outermost first, with <c> =&gt; </c> between them.</summary>
internal static class ScopeTexts
{
    /// <summary>Whether any scope has a text, rather than properties only.</summary>
    public static bool Any(RecordScopes scopes)
    {
        while (scopes.MoveNext())
        {
            if (!scopes.Text.IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Appends the texts, escaped as for text lines or as the inside of a quoted text.</summary>
    public static void Append(LineBuffer output, RecordScopes scopes, bool quoted)
    {
        bool any = false;
        while (scopes.MoveNext())
        {
            if (scopes.Text.IsEmpty)
            {
                continue;
            }

            if (any)
            {
                output.Append(" => "u8);
            }

            any = true;
            if (quoted)
            {
                TextEscaper.AppendJson(output, scopes.Text);
            }
            else
            {
                TextEscaper.AppendText(output, scopes.Text);
            }
        }
    }
}
