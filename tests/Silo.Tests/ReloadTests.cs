namespace LogActors.Tests;

/// <summary>Settings that change while the silo runs, in the file beside its program.</summary>
public sealed class ReloadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _program;

    public ReloadTests()
    {
        string original = Path.GetDirectoryName(SiloProcess.Program)!;
        foreach (string file in Directory.GetFiles(original, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(_folder["program"], Path.GetRelativePath(original, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        _program = Path.Combine(_folder["program"], Path.GetFileName(SiloProcess.Program));
        Write("""{ "LogActors": { "Files": { "orders": { "Template": "first {Message}" } } } }""");
    }

    [Fact]
    public async Task Change_OfGoodSettings_TakesEffectWithTheNextRecords()
    {
        using Announcements announcements = new(_folder);
        await using SiloProcess silo = SiloProcess.Start(_folder, program: _program);
        await using LogClient client = await LogClient.ConnectAsync(await announcements.NextAsync());
        Guid producer = Guid.NewGuid();

        AppendReceipt before = await client.AppendAsync("orders", producer, 0, "record");
        Write("""{ "LogActors": { "Files": { "orders": { "Template": "second {Message}" } } } }""");
        await silo.LineAsync("The settings of the log files have been read again.");
        AppendReceipt after = await client.AppendAsync("orders", producer, 1, "record");

        Assert.True(after.SettingsVersion > before.SettingsVersion);
        Assert.Equal(["first record", "second record"], await File.ReadAllLinesAsync(_folder["logs/orders.log"]));
    }

    [Fact]
    public async Task Change_OfTheAttributesOfLines_ReplacesThoseOfBefore()
    {
        (string Resource, string Expected)[] changes =
        [
            (""" [ "host.name", "service.name" ] """, ",\"Resource\":{\"host.name\":\"box\",\"service.name\":\"Orders\"}}"),
            (""" [ "host.name" ] """, ",\"Resource\":{\"host.name\":\"box\"}}"),
            (""" "*" """, ",\"Resource\":{\"service.name\":\"Orders\",\"host.name\":\"box\"}}"),
            (""" "host.name, none" """, ",\"Resource\":{\"host.name\":\"box\"}}"),
            (""" [] """, ",\"SourceContext\":\"Shop.Orders\"}"),
            (""" "" """, ",\"SourceContext\":\"Shop.Orders\"}"),
        ];
        Write("""{ "LogActors": { "Files": { "orders": { "Format": "Json" } } } }""");
        using Announcements announcements = new(_folder);
        await using SiloProcess silo = SiloProcess.Start(_folder, program: _program);
        await using LogClient client = await LogClient.ConnectAsync(await announcements.NextAsync());
        Guid producer = Guid.NewGuid();
        RecordResource resource = new([new("service.name", "Orders"), new("host.name", "box")]);

        await client.AppendAsync("orders", producer, 0, "record", resource);
        for (int i = 0; i < changes.Length; i++)
        {
            Write($$"""{ "LogActors": { "Files": { "orders": { "Format": "Json", "Resource": {{changes[i].Resource}} } } } }""");
            await silo.LineAsync("The settings of the log files have been read again.");
            await client.AppendAsync("orders", producer, i + 1, "record", resource);
        }

        string[] lines = await File.ReadAllLinesAsync(_folder["logs/orders.log"]);
        Assert.Equal(changes.Length + 1, lines.Length);
        Assert.EndsWith(",\"Resource\":{\"service.name\":\"Orders\"}}", lines[0], StringComparison.Ordinal);
        Assert.All(changes.Zip(lines[1..]), pair => Assert.EndsWith(pair.First.Expected, pair.Second, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{ "LogActors": { "Files": { "orders": { "Resource": [ "a", "*" ] } } } }""", "LogActors:Files:orders:Resource has the name '*'")]
    [InlineData("""{ "LogActors": { "Files": { "orders": { "Template": "{Mesage}" } } } }""", "LogActors:Files:orders:Template")]
    [InlineData("""{ "LogActors": { "Files": { "orders": { "Retain": { "MaxAge": "-1.00:00:00" } } } } }""", "LogActors:Files:orders:Retain:MaxAge")]
    [InlineData("""{ "LogActors": { "Fils": { "orders": { "Format": "Json" } } } }""", "LogActors:Fils")]
    [InlineData("""{ "LogActors": { "Files": { "orders": { "LogLevel": { "Shop": null } } } } }""", "LogActors:Files:orders:LogLevel:Shop has no value")]
    [InlineData("""{ "LogActors": { "Files": { "orders": { "LogLevel": { "Shop": {} } } } } }""", "LogActors:Files:orders:LogLevel:Shop has no value")]
    [InlineData("""{ "LogActors": { "Files": { "orders": { "Format": "Json" """, "appsettings.json")]
    public async Task Change_OfBadSettings_IsReportedAndKeepsThePresentOnes(string settings, string named)
    {
        using Announcements announcements = new(_folder);
        await using SiloProcess silo = SiloProcess.Start(_folder, program: _program);
        await using LogClient client = await LogClient.ConnectAsync(await announcements.NextAsync());

        Write(settings);
        string refusal = await silo.LineAsync("The changed settings were refused and the present ones stay:");
        AppendReceipt receipt = await client.AppendAsync("orders", Guid.NewGuid(), 0, "record");

        Assert.Contains(named, refusal, StringComparison.Ordinal);
        Assert.Equal(1, receipt.SettingsVersion);
        Assert.Equal(["first record"], await File.ReadAllLinesAsync(_folder["logs/orders.log"]));
    }

    [Fact]
    public async Task Start_WithAFileThatIsNotJson_NamesIt()
    {
        Write("{ not json");

        await using SiloProcess silo = SiloProcess.Start(_folder, program: _program);
        (SiloExitCode code, string errors) = await silo.ExitAsync();

        Assert.Contains("appsettings.json", errors, StringComparison.Ordinal);
        Assert.Equal(SiloExitCode.BadConfiguration, code);
    }

    public void Dispose() => _folder.Dispose();

    // In one step, so that the silo never reads half of it.
    private void Write(string settings)
    {
        string path = Path.Combine(_folder["program"], "appsettings.json");
        File.WriteAllText(path + ".new", settings);
        File.Move(path + ".new", path, overwrite: true);
    }
}
