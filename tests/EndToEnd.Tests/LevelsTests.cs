namespace LogActors.Tests;

/// <summary>The level of an application is changed in the settings of the silo, while both run.</summary>
public sealed class LevelsTests
{
    [Fact]
    public async Task Level_ChangedInTheSilo_ReachesAnApplicationThatHasLoggedNothingAndGoesAgain()
    {
        await using Playground ground = new();
        string program = CopySilo(ground);
        await ground.StartSiloAsync(program);
        RunningProgram application = await StartApplicationAsync(ground);
        await SayAsync(application, "before");

        WriteSettings(program, """{ "LogActors": { "Files": { "load": { "LogLevel": { "Lo": "Debug" }, "LogLevelUntil": "2999-01-01T00:00:00+01:00" } } } }""");
        await application.WaitForLineAsync("Debug is enabled, 1");
        await SayAsync(application, "during");
        WriteSettings(program, "{ }");
        await application.WaitForLineAsync("Debug is disabled, 1");
        await SayAsync(application, "after");
        application.WriteLine("end");

        Assert.Equal(0, await application.WaitForExitAsync());
        Assert.EndsWith(" [Debug] Load during", Assert.Single(ground.Lines("load")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Level_OfTheNextSilo_ReachesAnApplicationThatHasLoggedNothing()
    {
        await using Playground ground = new();
        string program = CopySilo(ground);
        WriteSettings(program, """{ "LogActors": { "Files": { "*": { "LogLevel": { "Default": "Debug" } } } } }""");
        RunningProgram first = await ground.StartSiloAsync(program);
        RunningProgram application = await StartApplicationAsync(ground);
        await application.WaitForLineAsync("Debug is enabled, 1");

        first.Kill();
        await first.WaitForExitAsync();
        WriteSettings(program, "{ }");
        await ground.StartSiloAsync(program);
        await application.WaitForLineAsync("Debug is disabled, 1");
        application.WriteLine("end");

        Assert.Equal(0, await application.WaitForExitAsync());
        Assert.Empty(ground.Lines("load"));
    }

    private static async Task<RunningProgram> StartApplicationAsync(Playground ground)
    {
        RunningProgram application = ground.Start(Programs.LoadClient, new()
        {
            ["ConnectionStrings__logactors"] = ground.ConnectionString,
            ["Logging__LogActors__File"] = "load",
            ["Logging__LogLevel__Default"] = "Warning",
        }, "levels");
        await application.WaitForLineAsync("started");
        return application;
    }

    private static Task<string> SayAsync(RunningProgram application, string line)
    {
        application.WriteLine(line);
        return application.WaitForLineAsync($"said {line}");
    }

    // Its settings are beside its program.
    private static string CopySilo(Playground ground)
    {
        string original = Path.GetDirectoryName(Programs.Silo)!;
        string copy = Path.Combine(ground.Folder, "program");
        foreach (string file in Directory.GetFiles(original, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(copy, Path.GetRelativePath(original, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return Path.Combine(copy, Path.GetFileName(Programs.Silo));
    }

    // In one step, so that the silo never reads half of it.
    private static void WriteSettings(string program, string settings)
    {
        string path = Path.Combine(Path.GetDirectoryName(program)!, "appsettings.json");
        File.WriteAllText(path + ".new", settings);
        File.Move(path + ".new", path, overwrite: true);
    }
}
