using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace LogActors;

/// <summary>Finds the <see cref="CallSite"/> of a record by its content, and gives out shape ids.</summary>
/// <remarks>Thread-safe. Bounded in number and in bytes: an application that makes its templates at run time gets, beyond that, shapes that travel with each record and are not kept.
/// So does a call site whose texts are longer than <see cref="MaxTextChars"/>: they were most likely made for one record.</remarks>
internal sealed class CallSiteCache
{
    public const int MaxCallSites = 4096;
    public const int MaxTextChars = 2048;
    public const int MaxBytes = 8 * 1024 * 1024;

    private const int BytesPerChar = 3;                         // two in the string, and one in the definition if it is ASCII
    private const int BytesPerCallSite = 256;                   // the objects around the texts

    private readonly ConcurrentDictionary<Key, CallSite> _sites = new();
    private int _lastId;
    private int _bytes;

    public CallSite Find(string category, EventId eventId, string? template, string[] names)
    {
        Key key = new(category, eventId.Id, eventId.Name, template, names);
        if (_sites.TryGetValue(key, out CallSite? site))
        {
            return site;
        }

        int chars = key.TextChars;
        if (chars > MaxTextChars || Volatile.Read(ref _lastId) >= MaxCallSites || Volatile.Read(ref _bytes) >= MaxBytes)
        {
            return Make(0, key);
        }

        Interlocked.Add(ref _bytes, BytesPerCallSite + (BytesPerChar * chars));
        int id = Interlocked.Increment(ref _lastId);
        return id <= MaxCallSites ? _sites.GetOrAdd(key, static (k, newId) => Make(newId, k), id) : Make(0, key);
    }

    private static CallSite Make(int id, Key key) =>
        new(new RecordShape(id, key.Category, key.EventId, key.EventName, key.Template, key.Names), key.Names);

    private readonly record struct Key(string Category, int EventId, string? EventName, string? Template, string[] Names)
    {
        public int TextChars => Category.Length + (EventName?.Length ?? 0) + (Template?.Length ?? 0) + Names.Sum(name => name.Length);

        public bool Equals(Key other) =>
            EventId == other.EventId && Template == other.Template && Category == other.Category && EventName == other.EventName
            && Names.AsSpan().SequenceEqual(other.Names);

        public override int GetHashCode() => HashCode.Combine(Template, Category, EventId, Names.Length);
    }
}
