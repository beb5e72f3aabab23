using NodaTime;
using NodaTime.Text;

namespace LogActors.Tests;

/// <summary>Instants as a person writes them: <c>2025-11-02T01:30:00-05</c>.</summary>
internal static class Instants
{
    private static readonly OffsetDateTimePattern _pattern = OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:sso<G>");

    public static Instant Parse(string text) => _pattern.Parse(text).Value.ToInstant();
}
