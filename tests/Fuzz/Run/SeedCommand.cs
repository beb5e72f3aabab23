namespace LogActors.Fuzz;

/// <summary>Writes the seeds of every target to a folder: how the committed corpus is made. Files that are there, such as findings, stay.</summary>
internal static class SeedCommand
{
    public const string Name = "seeds";

    public static int Run(string folder)
    {
        foreach (IFuzzTarget target in TargetCatalog.Names.Select(TargetCatalog.Create))
        {
            string own = Directory.CreateDirectory(Path.Combine(folder, target.Name)).FullName;
            foreach ((string name, byte[] input) in target.Seeds)
            {
                File.WriteAllBytes(Path.Combine(own, name), input);
            }
        }

        return 0;
    }
}
