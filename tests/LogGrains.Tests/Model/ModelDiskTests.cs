namespace LogActors.Tests;

/// <summary>What the disk in memory makes of moves; what it makes of the rest, the histories show.</summary>
public sealed class ModelDiskTests
{
    private const string Folder = "/logs";
    private readonly ModelDisk _disk = new();
    private readonly ModelProcess _process;

    public ModelDiskTests()
    {
        _process = new ModelProcess(_disk);
        Make("/logs/a");
        _process.SyncFolder(Folder);
    }

    [Fact]
    public void Rename_BeforeAPowerLoss_HasHappenedOrNot()
    {
        HashSet<string> found = [];
        for (int seed = 0; seed < 30; seed++)
        {
            ModelDiskTests again = new();
            Assert.True(again._process.TryRename("/logs/a", "/logs/b"));
            again._disk.LosePower(new Random(seed));
            found.Add(string.Join(' ', again._process.List(Folder)));
        }

        Assert.Equal(["a", "b"], found.Order());
    }

    [Fact]
    public void Replace_AfterASync_SurvivesAPowerLoss()
    {
        Make("/logs/b");
        FileIdentity identity = _process.Identify("/logs/b")!.Value;

        _process.Replace("/logs/b", "/logs/a");
        _process.SyncFolder(Folder);
        _disk.LosePower(new Random(1));

        Assert.Equal(["a"], _process.List(Folder));
        Assert.True(identity.IsSameFileAs(_process.Identify("/logs/a")!.Value));
    }

    [Fact]
    public void Rename_ToATakenName_ChangesNothing()
    {
        Make("/logs/b");

        Assert.False(_process.TryRename("/logs/a", "/logs/b"));
        Assert.Equal(["a", "b"], _process.List(Folder).Order());
    }

    [Fact]
    public void Identity_OfADeletedFile_HasNoNames()
    {
        IStoredFile file = _process.Open("/logs/a");

        _process.Delete("/logs/a");

        Assert.Equal((FileKind.Regular, 0, 1), (file.Identity.Kind, file.Identity.Links, file.Identity.Length));
        Assert.Null(_process.Identify("/logs/a"));
    }

    private void Make(string path)
    {
        IStoredFile file = _process.Open(path);
        file.Write(0, "1"u8);
        file.Sync();
    }
}
