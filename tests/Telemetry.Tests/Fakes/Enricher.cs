using Microsoft.Extensions.Diagnostics.Enrichment;

namespace LogActors.Tests;

/// <summary>Adds the tags that a test says, to each record or, as a static one, to all.</summary>
internal sealed class Enricher(Action<IEnrichmentTagCollector> enrich) : ILogEnricher, IStaticLogEnricher
{
    public void Enrich(IEnrichmentTagCollector collector) => enrich(collector);
}
