namespace LogActors;

/// <summary>The plans of the shapes that a renderer has met lately. A shape gets one with its second record: most batches of few records have none twice.</summary>
/// <remarks>Not thread-safe. Allocates nothing once all its places have been used.</remarks>
internal sealed class LinePlans
{
    private const int Places = 64;                              // a power of two
    private const int MaxTextBytes = 4096;                      // of a longer line a plan saves little, and would be kept

    private readonly Place[] _places = new Place[Places];

    /// <summary>Finds the plan of a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="make">A plan that is to be filled with it, or <see langword="null"/>.</param>
    /// <returns>The plan, if there is one.</returns>
    public LinePlan? Find(in LogRecord record, out LinePlan? make)
    {
        int variant = record.Level | (record.IsFromTemplate ? 8 : 0) | (record.TraceId.IsEmpty ? 0 : 16);
        ref Place place = ref _places[(record.ShapeSerial + variant) & (Places - 1)];
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

        if (record.Category.Length + record.EventName.Length + record.Template.Length <= MaxTextBytes)
        {
            place.IsMade = true;
            make = place.Plan ??= new LinePlan();
            make.Clear();
        }

        return null;
    }

    private struct Place
    {
        public long Serial;
        public int Variant;
        public bool IsMade;
        public LinePlan? Plan;
    }
}
