using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace LogActors;

/// <summary>A category's call sites that were used lately, found by the identity of their template: no hashing of text in the usual case.</summary>
/// <remarks>Thread-safe: which of two call sites stays in a place makes no difference.</remarks>
internal sealed class NearSites
{
    private const int Places = 64;                              // a power of two

    private readonly CallSite?[] _sites = new CallSite?[Places];

    /// <summary>Finds the call site that has this very template and event, and so many properties.</summary>
    public CallSite? Find(string template, int count, EventId eventId)
    {
        CallSite? site = _sites[RuntimeHelpers.GetHashCode(template) & (Places - 1)];
        return site is not null && ReferenceEquals(site.Shape.Template, template) && site.Names.Length == count
            && site.Shape.EventId == eventId.Id && ReferenceEquals(site.Shape.EventName, eventId.Name) ? site : null;
    }

    /// <summary>Remembers a call site, if it has a template and an id of its own.</summary>
    public void Keep(CallSite site)
    {
        if (site.Shape is { Id: not 0, Template: { } template })
        {
            _sites[RuntimeHelpers.GetHashCode(template) & (Places - 1)] = site;
        }
    }
}
