namespace LogActors.Tests;

/// <summary>What an application logs with its members.</summary>
internal sealed class Customer
{
    public int Number { get; init; }

    [Private]
    public string? Name { get; init; }

    public Address? Home { get; init; }
}
