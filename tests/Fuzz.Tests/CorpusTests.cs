namespace LogActors.Fuzz.Tests;

public sealed class CorpusTests
{
    public static TheoryData<string> Targets => [.. TargetCatalog.Names];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Target_OnEveryInputOfItsCorpus_KeepsItsPromises(string name)
    {
        IFuzzTarget target = TargetCatalog.Create(name);
        IReadOnlyList<string> files = SeedCorpus.FilesOf(name);

        Assert.NotEmpty(files);
        Assert.All(files, file => target.Run(File.ReadAllBytes(file)));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Corpus_HoldsEverySeed(string name)
    {
        Assert.All(
            TargetCatalog.Create(name).Seeds,
            seed => Assert.Equal(seed.Input, File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Corpus", name, seed.Name))));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Target_OnChangedInputs_KeepsItsPromises(string name)
    {
        FuzzRun run = new(TargetCatalog.Create(name), SeedCorpus.Load(name), seed: 20261124, findingsFolder: AppContext.BaseDirectory);

        FuzzResult result = run.Run(2_000);

        Assert.Empty(result.Findings);
        Assert.Equal(2_000, result.Inputs);
        Assert.True(result.Accepted > 0, "No input was accepted, so nothing behind the first check was reached.");
    }
}
