namespace LogActors.Chaos;

/// <summary>What the campaigns start, with its named points and deliberate bugs compiled in.</summary>
/// <param name="Silo">The path of the silo's program.</param>
/// <param name="Host">The path of the plain host's program.</param>
internal sealed record Programs(string Silo, string Host);
