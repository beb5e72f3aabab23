using System.Globalization;
using Microsoft.Extensions.Logging;

namespace LogActors;

/// <summary>Writes the scopes that a record was logged in: their texts and properties.</summary>
/// <remarks>Used by one thread at a time, inside one record.</remarks>
internal sealed class ScopeEncoder(RecordEncoder encoder)
{
    // Kept free at the record's end, so that the mark of missing scopes is not cut itself.
    private const int MarkerBytes = 64;

    private int _mark;
    private bool _begun;
    private int _maxBytes;
    private int _left;

    public void Write(IExternalScopeProvider scopes, int maxRecordBytes)
    {
        _begun = false;
        _maxBytes = maxRecordBytes;
        _left = 0;
        scopes.ForEachScope(static (scope, self) => self.WriteScope(scope), this);
        if (_left > 0)
        {
            WriteText(string.Create(CultureInfo.InvariantCulture, $"…[+{_left} scopes]"));
        }

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

        if (encoder.Written.Length > _maxBytes - MarkerBytes)
        {
            _left++;
            return;
        }

        if (!StateProperties.IsIn(scope))
        {
            WriteText(ValueEncoder.TextOf(scope));
            return;
        }

        // Taken as a whole before anything is written: a scope's own enumerator may throw, or count what it does not yield.
        StateProperties taken = StateProperties.Take(scope);
        Begin();
        encoder.ScopeText(taken.Template is null ? "" : ValueEncoder.TextOf(scope));
        encoder.BeginScopeProperties(taken.Names.Length);
        for (int i = 0; i < taken.Names.Length; i++)
        {
            encoder.Name(taken.Names[i]);
            ValueEncoder.Write(encoder, taken.Values[i], _maxBytes);
        }
    }

    private void WriteText(string text)
    {
        Begin();
        encoder.ScopeText(text);
        encoder.BeginScopeProperties(0);
    }

    private void Begin()
    {
        if (!_begun)
        {
            _mark = encoder.BeginScopes();
            _begun = true;
        }
    }
}
