using System.Globalization;

namespace LogActors;

/// <summary>The rules of <see cref="RetainOptions"/>.</summary>
internal static class RetainOptionsValidator
{
    private const int MinLevel = 1;
    private const int MaxLevel = 9;

    /// <param name="path">Where the options are set, for the message.</param>
    /// <param name="options">The options. Left as they are.</param>
    /// <exception cref="FormatException">A rule is broken; the message names the option, its value and the rule.</exception>
    public static void Check(string path, RetainOptions options)
    {
        if (Broken(options) is { } rule)
        {
            throw new FormatException($"{path}:{rule}");
        }
    }

    private static string? Broken(RetainOptions options) => options switch
    {
        { BackupCount: < 0 } => $"BackupCount is {options.BackupCount}; it must be 0, for no limit, or more.",
        { MaxAge: { } age } when age <= TimeSpan.Zero => $"MaxAge is {Text(age)}; it must be above 0.",
        { MaxTotalBytes: < 0 } => $"MaxTotalBytes is {options.MaxTotalBytes}; it must be 0, for no limit, or more.",
        _ when !Enum.IsDefined(options.Compress) => $"Compress is {options.Compress}; it must be one of {string.Join(", ", Enum.GetNames<CompressionFormat>())}.",
        { CompressLevel: < MinLevel or > MaxLevel } => $"CompressLevel is {options.CompressLevel}; it must be from {MinLevel} to {MaxLevel}.",
        _ when options.CompressAfter < TimeSpan.Zero => $"CompressAfter is {Text(options.CompressAfter)}; it must not be below 0.",
        _ => null,
    };

    private static string Text(TimeSpan time) => time.ToString("c", CultureInfo.InvariantCulture);
}
