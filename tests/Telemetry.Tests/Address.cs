namespace LogActors.Tests;

/// <summary>A member with members.</summary>
internal sealed class Address
{
    public string? Country { get; init; }

    [Private]
    public string? Street { get; init; }
}
