using System.Text;
using System.Text.RegularExpressions;

namespace LogActors.Fuzz;

/// <summary>The rules that <see cref="LogFileName"/> states, one after the other.</summary>
internal static partial class NameReference
{
    public static bool IsValid(string name) => Encoding.UTF8.GetByteCount(name) is >= 1 and <= LogFileName.MaxBytes && name.Split('/').All(IsValidPart);

    private static bool IsValidPart(string part) =>
        Characters().IsMatch(part)
        && !part.EndsWith('.')
        && !part.EndsWith(".log", StringComparison.Ordinal)
        && !SegmentEnd().IsMatch(part)
        && !WindowsDevice().IsMatch(part);

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Characters();

    // name-20261123, name-20261123t14, or one of these with a number, .0002
    [GeneratedRegex(@"-[0-9]{8}[0-9.t]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex SegmentEnd();

    [GeneratedRegex(@"\A(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex WindowsDevice();
}
