using System.Diagnostics;

namespace LogActors.Tests;

/// <summary>Programs of the machine.</summary>
internal static class CommandLine
{
    /// <summary>Why a program cannot be run; <see langword="null"/> if it can.</summary>
    public static string? WhyNot(string program)
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        string file = OperatingSystem.IsWindows() ? $"{program}.exe" : program;
        return Array.Exists(folders, folder => File.Exists(Path.Combine(folder, file))) ? null : $"'{program}' is not installed, which this test runs.";
    }

    /// <summary>Runs a program that must succeed.</summary>
    /// <returns>What it wrote.</returns>
    public static byte[] Output(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        using MemoryStream output = new();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"'{program} {string.Join(' ', arguments)}' ended with {process.ExitCode}.");
        return output.ToArray();
    }
}
