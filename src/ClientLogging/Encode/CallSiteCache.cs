using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace LogActors;

/// <summary>Finds the <see cref="CallSite"/> of a record by its content, and gives out shape ids.</summary>
/// <remarks>Thread-safe. Bounded: an application that makes its templates at run time gets, beyond <see cref="MaxCallSites"/>, shapes that travel with each record and are not kept.</remarks>
internal sealed class CallSiteCache
{
    public const int MaxCallSites = 4096;

    private readonly ConcurrentDictionary<Key, CallSite> _sites = new();
    private int _lastId;

    public CallSite Find(string category, EventId eventId, string? template, string[] names)
    {
        Key key = new(category, eventId.Id, eventId.Name, template, names);
        if (_sites.TryGetValue(key, out CallSite? site))
        {
            return site;
        }

        if (Volatile.Read(ref _lastId) >= MaxCallSites)
        {
            return Make(0, key);
        }

        int id = Interlocked.Increment(ref _lastId);
        return id <= MaxCallSites ? _sites.GetOrAdd(key, static (k, newId) => Make(newId, k), id) : Make(0, key);
    }

    private static CallSite Make(int id, Key key) =>
        new(new RecordShape(id, key.Category, key.EventId, key.EventName, key.Template, key.Names), key.Names);

    private readonly record struct Key(string Category, int EventId, string? EventName, string? Template, string[] Names)
    {
        public bool Equals(Key other) =>
            EventId == other.EventId && Template == other.Template && Category == other.Category && EventName == other.EventName
            && Names.AsSpan().SequenceEqual(other.Names);

        public override int GetHashCode() => HashCode.Combine(Template, Category, EventId, Names.Length);
    }
}
