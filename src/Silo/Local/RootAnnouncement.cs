namespace LogActors;

/// <summary>The owner's announcement under its log root, beside the lock: for silos that find the root taken, whatever path or runtime folder they came by.</summary>
/// <remarks>Only silos open it. What it says is true as long as the lock is held, but for the moment in which a new owner takes the lock.</remarks>
internal static class RootAnnouncement
{
    /// <summary>Where it is: <c>.logactors/announcement.json</c> under the log root.</summary>
    public static string PathFor(string root) => Path.Combine(root, ".logactors", "announcement.json");

    /// <summary>Removes what a killed owner has left. The new owner calls it as soon as it has the lock.</summary>
    public static void Forget(string root)
    {
        try
        {
            File.Delete(PathFor(root));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is overwritten when this silo listens.
        }
    }

    /// <summary>Says on standard output, in one line of JSON, which silo owns a log root that was found taken; says nothing if that silo does not listen yet.</summary>
    public static void HandOver(string directory)
    {
        try
        {
            if (SiloAnnouncement.FromJson(File.ReadAllText(PathFor(Path.GetFullPath(directory)))) is { } owner)
            {
                Console.Out.WriteLine(owner.ToJson());
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The owner has just begun or is about to end; whoever started this silo tries again.
        }
    }
}
