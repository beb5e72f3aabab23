namespace LogActors.Tests;

/// <summary>One property of each type that the record format has.</summary>
internal static class Values
{
    public static readonly (string Name, object? Value)[] OfEachType =
    [
        ("Null", null),
        ("True", true),
        ("Int", -5),
        ("ULong", ulong.MaxValue),
        ("Double", 0.1),
        ("Large", 1e300),
        ("NaN", double.NaN),
        ("Infinity", float.PositiveInfinity),
        ("Negative", double.NegativeInfinity),
        ("Float", 1.5f),
        ("Decimal", 12.50m),
        ("Text", "a b"),
        ("Guid", new Guid("0f8fad5b-d9cb-469f-a165-70867728950e")),
        ("Utc", Some.Time),
        ("Local", DateTime.SpecifyKind(Some.Time, DateTimeKind.Local)),
        ("Offset", new DateTimeOffset(DateTime.SpecifyKind(Some.Time, DateTimeKind.Unspecified), TimeSpan.FromHours(2))),
        ("Date", new DateOnly(2026, 1, 2)),
        ("Time", new TimeOnly(3, 4, 5)),
        ("Duration", new TimeSpan(1, 2, 3, 4)),
        ("Bytes", new byte[] { 0, 255 }),
        ("List", new object?[] { 1, "x\n", new object?[] { null } }),
        ("Map", new (string, object?)[] { ("a", 1), ("@b", new (string, object?)[] { ("c", Array.Empty<object?>()) }), ("a", 2) }),
    ];
}
