namespace LogActors;

/// <summary>The link that has a log file's plain name and points to its current segment.</summary>
internal static class CurrentLink
{
    /// <summary>Where a new link is made before it takes the place of the old one. It begins with a dot, as no log file and no folder of one does.</summary>
    public static string FreshPath(string linkPath) => Path.Combine(Path.GetDirectoryName(linkPath)!, $".{Path.GetFileName(linkPath)}.new");

    /// <summary>Whether a path is such a link: to something that is called like a segment of the log file.</summary>
    public static bool IsToASegment(string path, string logFile) =>
        new FileInfo(path).LinkTarget is { } target && SegmentNaming.TryParse(RollNaming.Dated, logFile, target, out _);

    /// <summary>Points the link to <paramref name="segmentPath"/>, in one step, so that it never points nowhere.</summary>
    /// <returns><see langword="null"/>, or why there is no link: the system allows none here (Windows without developer mode, some file systems), or a file of that name
    /// is there that is no link, which is left alone. The log file works without it.</returns>
    public static string? Point(string linkPath, string segmentPath)
    {
        string target = Path.GetFileName(segmentPath);
        try
        {
            FileInfo link = new(linkPath);
            if (link.LinkTarget == target)
            {
                return null;
            }

            if (link.Exists && link.LinkTarget is null)
            {
                return $"'{linkPath}' is a file, not a link to the current segment; it is left alone";
            }

            string fresh = FreshPath(linkPath);
            File.Delete(fresh);
            File.CreateSymbolicLink(fresh, target);
            File.Move(fresh, linkPath, overwrite: true);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or PlatformNotSupportedException)
        {
            return exception.Message;
        }
    }
}
