using NodaTime;
using NodaTime.Text;

namespace LogActors;

/// <summary>The texts of period names: <c>20261123T14</c> in dated names, <c>2026-11-23_14</c> in those of <c>TimedRotatingFileHandler</c>, with <c>-0500</c> behind if there is an offset.</summary>
internal static class PeriodText
{
    // By precision.
    private static readonly (LocalDateTimePattern Pattern, int Length)[] _dated =
        [Of("uuuuMMdd", 8), Of("uuuuMMdd'T'HH", 11), Of("uuuuMMdd'T'HHmm", 13), Of("uuuuMMdd'T'HHmmss", 15)];

    private static readonly (LocalDateTimePattern Pattern, int Length)[] _timedRotating =
        [Of("uuuu'-'MM'-'dd", 10), Of("uuuu'-'MM'-'dd'_'HH", 13), Of("uuuu'-'MM'-'dd'_'HH'-'mm", 16), Of("uuuu'-'MM'-'dd'_'HH'-'mm'-'ss", 19)];

    private static readonly OffsetPattern _offset = OffsetPattern.CreateWithInvariantCulture("+HHmm");
    private static readonly OffsetPattern _offsetWithSeconds = OffsetPattern.CreateWithInvariantCulture("+HHmmss");

    public static string Format(RollNaming naming, PeriodName name)
    {
        string text = Patterns(naming)[(int)name.Precision].Pattern.Format(name.Start);
        return name.Offset is not { } offset ? text
            : text + (offset.Seconds % 60 == 0 ? _offset : _offsetWithSeconds).Format(offset);
    }

    /// <summary>What <see cref="Format"/> has made a text of; nothing else is taken.</summary>
    public static bool TryParse(RollNaming naming, string text, out PeriodName name)
    {
        (LocalDateTimePattern Pattern, int Length)[] patterns = Patterns(naming);
        for (PeriodPrecision precision = PeriodPrecision.Day; precision <= PeriodPrecision.Second; precision++)
        {
            (LocalDateTimePattern pattern, int length) = patterns[(int)precision];
            if (text.Length >= length && pattern.Parse(text[..length]).TryGetValue(default, out LocalDateTime start))
            {
                name = new PeriodName(start, precision, ParseOffset(text[length..]));
                if (Format(naming, name) == text && (name.Offset is null || precision != PeriodPrecision.Day))
                {
                    return true;
                }
            }
        }

        name = default;
        return false;
    }

    private static Offset? ParseOffset(string text) =>
        _offset.Parse(text).TryGetValue(default, out Offset offset) || _offsetWithSeconds.Parse(text).TryGetValue(default, out offset) ? offset : null;

    private static (LocalDateTimePattern Pattern, int Length)[] Patterns(RollNaming naming) => naming == RollNaming.Dated ? _dated : _timedRotating;

    private static (LocalDateTimePattern Pattern, int Length) Of(string text, int length) => (LocalDateTimePattern.CreateWithInvariantCulture(text), length);
}
