using System.Text;
using NodaTime;

namespace LogActors.Tests;

/// <summary>A folder in memory. A file that was renamed or deleted while it is written to is written on, as on Linux.</summary>
internal sealed class MemoryFolder
{
    private readonly SortedDictionary<string, MemoryFile> _files = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Names => [.. _files.Keys];

    public MemoryFile? Find(string name) => _files.GetValueOrDefault(name);

    public MemoryFile Open(string name, Instant now)
    {
        if (!_files.TryGetValue(name, out MemoryFile? file))
        {
            _files[name] = file = new MemoryFile { Modified = now };
        }

        return file;
    }

    public void Rename(string name, string other)
    {
        _files[other] = _files[name];
        _files.Remove(name);
    }

    public void Delete(string name) => _files.Remove(name);

    public override string ToString() => string.Join(' ', _files.Select(file => $"{file.Key}={file.Value.Text}"));

    internal sealed class MemoryFile
    {
        public StringBuilder Text { get; } = new();

        public Instant Modified { get; set; }
    }
}
