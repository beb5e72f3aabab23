using Microsoft.Extensions.Compliance.Classification;

namespace LogActors.Tests;

/// <summary>Marks what must not be logged as it is.</summary>
internal sealed class PrivateAttribute() : DataClassificationAttribute(Class)
{
    public static DataClassification Class { get; } = new("Tests", "Private");
}
