using Microsoft.Extensions.Logging;

namespace LogActors;

/// <summary>Writes the scopes that a record was logged in: their texts and properties.</summary>
/// <remarks>Used by one thread at a time, inside one record.</remarks>
internal sealed class ScopeEncoder(RecordEncoder encoder)
{
    private const string OriginalFormat = "{OriginalFormat}";

    private int _mark;
    private bool _begun;

    public void Write(IExternalScopeProvider scopes)
    {
        _begun = false;
        scopes.ForEachScope(static (scope, self) => self.WriteScope(scope), this);
        if (_begun)
        {
            encoder.EndScopes(_mark);
        }
    }

    private void WriteScope(object? scope)
    {
        // Trace and span id travel in the record already; MEL would add them again as a scope of this type.
        if (scope is null || scope.GetType().Name == "ActivityLogScope")
        {
            return;
        }

        IReadOnlyCollection<KeyValuePair<string, object?>>? properties = Properties(scope);
        if (!_begun)
        {
            _mark = encoder.BeginScopes();
            _begun = true;
        }

        if (properties is null)
        {
            encoder.ScopeText(ValueEncoder.TextOf(scope));
            encoder.BeginScopeProperties(0);
            return;
        }

        bool hasTemplate = properties.Any(property => property.Key == OriginalFormat);
        encoder.ScopeText(hasTemplate ? ValueEncoder.TextOf(scope) : "");
        encoder.BeginScopeProperties(Math.Min(properties.Count(property => property.Key != OriginalFormat), RecordFormat.MaxProperties));
        foreach (KeyValuePair<string, object?> property in properties.Where(property => property.Key != OriginalFormat).Take(RecordFormat.MaxProperties))
        {
            encoder.Name(property.Key);
            ValueEncoder.Write(encoder, property.Value);
        }
    }

    // Taken as a whole before anything is written: a scope's own enumerator may throw, or count what it does not yield.
    private static List<KeyValuePair<string, object?>>? Properties(object scope)
    {
        if (scope is not IEnumerable<KeyValuePair<string, object?>> pairs)
        {
            return scope is IEnumerable<KeyValuePair<string, string?>> texts ? [.. texts.Select(pair => KeyValuePair.Create(pair.Key, (object?)pair.Value))] : null;
        }

        try
        {
            return [.. pairs];
        }
        catch (Exception)
        {
            return null;                                        // its text is tried instead
        }
    }
}
