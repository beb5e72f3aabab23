namespace LogActors;

/// <summary>The plans of the shapes that a renderer has met lately. A shape gets one with its second record: most batches of few records have none twice.</summary>
/// <remarks>Not thread-safe. Keeps no more than some 10 KiB in each of its places.</remarks>
internal sealed class LinePlans
{
    private const int PlaceBits = 5;
    private const uint Golden = 2_654_435_769;                  // 2^32 divided by the golden ratio: Fibonacci hashing, Knuth, The Art of Computer Programming 3, 6.4

    private readonly Place[] _places = new Place[1 << PlaceBits];

    /// <summary>Finds the plan of a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="make">A plan that is to be filled with it, and then <see cref="Keep"/>; or <see langword="null"/>.</param>
    /// <returns>The plan, if there is one.</returns>
    public LinePlan? Find(in LogRecord record, out LinePlan? make)
    {
        ref Place place = ref PlaceOf(record, out int variant);
        make = null;
        if (place.Serial != record.ShapeSerial || place.Variant != variant)
        {
            (place.Serial, place.Variant, place.IsMade) = (record.ShapeSerial, variant, false);
            return null;
        }

        if (place.IsMade)
        {
            return place.Plan;
        }

        make = place.Plan ?? new LinePlan();
        make.Clear();
        return null;
    }

    /// <summary>Takes up a plan that <see cref="Find"/> wanted for a record, or that there is to be none.</summary>
    public void Keep(in LogRecord record, LinePlan? plan)
    {
        ref Place place = ref PlaceOf(record, out _);
        (place.IsMade, place.Plan) = (true, plan);
    }

    // By the producer's number of the shape, which is the same in all its batches.
    private ref Place PlaceOf(in LogRecord record, out int variant)
    {
        variant = record.Level | (record.IsFromTemplate ? 8 : 0) | (record.TraceId.IsEmpty ? 0 : 16);
        return ref _places[(((uint)record.ShapeId << PlaceBits) + (uint)variant) * Golden >> (32 - PlaceBits)];
    }

    private struct Place
    {
        public long Serial;
        public int Variant;
        public bool IsMade;
        public LinePlan? Plan;
    }
}
