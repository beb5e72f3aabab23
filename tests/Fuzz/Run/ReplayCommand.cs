namespace LogActors.Fuzz;

/// <summary>Runs a target on files, to look at a finding.</summary>
internal static class ReplayCommand
{
    public const string Name = "replay";

    public static int Run(IReadOnlyList<string> words)
    {
        if (words.Count < 2)
        {
            throw new UsageException($"{Name} takes a target and files.");
        }

        IFuzzTarget target = TargetCatalog.Create(words[0]);
        foreach (string path in words.Skip(1))
        {
            bool accepted = target.Run(File.ReadAllBytes(path));
            Console.WriteLine($"{path}: {(accepted ? "accepted" : "refused")}");
        }

        return 0;
    }
}
