namespace LogActors.Tests;

/// <summary><c>dotnet run --project …</c> as a person types it: the log root <c>logs</c> is in the folder of the prompt, not in the project's.</summary>
public sealed class DotnetRunTests
{
    [Theory]
    [InlineData("src/Silo/Silo.csproj")]
    [InlineData("samples/Orders/Orders.csproj")]
    [InlineData("samples/Payments/Payments.csproj")]
    public async Task Project_Run_ChoosesNoWorkingDirectory(string project)
    {
        await using Playground ground = new();

        RunningProgram evaluation = ground.Start("msbuild", [], Path.Combine(Programs.RepositoryRoot, project), "-getProperty:RunWorkingDirectory");
        int exitCode = await evaluation.WaitForExitAsync();

        Assert.Equal((0, ""), (exitCode, evaluation.Output.Trim()));
    }

    [Fact]
    public async Task Orders_RunFromAnotherFolder_LogsThereWithItsOwnSettings()
    {
        await using Playground ground = new();

        RunningProgram orders = ground.Start(
            "run", [], "--no-build", "--no-launch-profile", "-c", Programs.Configuration, "--project", Path.Combine(Programs.RepositoryRoot, "samples/Orders"),
            "--", "--requests", "10", "--urls", "http://127.0.0.1:0");
        int exitCode = await orders.WaitForExitAsync();

        Assert.True(exitCode == 0, orders.Output);
        string[] lines = [.. ground.Lines("orders")];
        Assert.Equal(8, lines.Count(line => line.Contains(" placed for ", StringComparison.Ordinal)));
        Assert.DoesNotContain(lines, line => line.Contains(" Microsoft.AspNetCore.", StringComparison.Ordinal));    // the sample's appsettings.json leaves them out
    }
}
