namespace LogActors;

/// <summary>The type of a property's value on the wire. Values from 0x80 up are for newer versions and carry a length, so that they can be skipped.</summary>
public enum RecordValueKind : byte
{
    /// <summary>No value.</summary>
    Null = 0,

    /// <summary>True.</summary>
    True = 1,

    /// <summary>False.</summary>
    False = 2,

    /// <summary>A signed integer: zigzag varint.</summary>
    Integer = 3,

    /// <summary>An unsigned integer above <see cref="long.MaxValue"/>: varint.</summary>
    Unsigned = 4,

    /// <summary>A <see cref="double"/>: 8 bytes.</summary>
    Double = 5,

    /// <summary>A <see cref="float"/>: 4 bytes.</summary>
    Single = 6,

    /// <summary>A <see cref="decimal"/>: 16 bytes, as <see cref="decimal.GetBits(decimal)"/>.</summary>
    Decimal = 7,

    /// <summary>Text: length and UTF-8.</summary>
    Text = 8,

    /// <summary>A <see cref="System.Guid"/>: 16 bytes, as <see cref="System.Guid.TryWriteBytes(Span{byte})"/>.</summary>
    Guid = 9,

    /// <summary>A <see cref="System.DateTime"/>: 8 bytes, as <see cref="DateTime.Ticks"/> in the low 62 bits and <see cref="DateTimeKind"/> in the high two.</summary>
    DateTime = 10,

    /// <summary>A <see cref="System.DateTimeOffset"/>: 8 bytes of local ticks and 2 bytes of offset in minutes.</summary>
    DateTimeOffset = 11,

    /// <summary>A <see cref="DateOnly"/>: zigzag varint of its day number.</summary>
    Date = 12,

    /// <summary>A <see cref="TimeOnly"/>: zigzag varint of its ticks.</summary>
    Time = 13,

    /// <summary>A <see cref="TimeSpan"/>: zigzag varint of its ticks.</summary>
    Duration = 14,

    /// <summary>Bytes: length and content.</summary>
    Bytes = 15,

    /// <summary>A list: length in bytes (u32), then values.</summary>
    List = 16,

    /// <summary>A map: length in bytes (u32), then pairs of text and value.</summary>
    Map = 17,
}
