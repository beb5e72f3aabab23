namespace LogActors.Chaos;

/// <summary>Files of somebody else in a log root, which no silo may change.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class Strangers(string logRoot, string file)
{
    private readonly HashSet<string> _names = [];

    /// <summary>What they are called.</summary>
    public IReadOnlyCollection<string> Names => _names;

    /// <summary>Those that are not as they were made.</summary>
    public IEnumerable<string> Changed => _names.Where(IsChanged);

    /// <summary>Makes one, unless there is a file of that name.</summary>
    public void Plant(string name)
    {
        string path = Path.Combine(logRoot, name);
        if (!Path.Exists(path))
        {
            File.WriteAllText(path, TextOf(name));
            _names.Add(name);
        }
    }

    /// <summary>Makes one where the segment after the newest is to be.</summary>
    public void TakeNextName(RollNaming naming)
    {
        foreach (SegmentFile last in SegmentFiles.InOrder(logRoot, file, _names).Where(segment => segment.Row.Length > 0).TakeLast(1))
        {
            if (SegmentNaming.TryParse(naming, file, last.Name, out SegmentId id))
            {
                Plant(SegmentNaming.FileName(naming, file, id.Next));
            }
        }
    }

    private static string TextOf(string name) => $"{name} is somebody else's.\n";

    private bool IsChanged(string name)
    {
        string path = Path.Combine(logRoot, name);
        return !File.Exists(path) || File.ReadAllText(path) != TextOf(name);
    }
}
