using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace LogActors.Tests;

/// <summary>What ends a silo, and what does not.</summary>
public sealed class StopTests : IDisposable
{
    private static readonly (string, string)[] Local = [("LogActors__Local__Enabled", "true"), ("LogActors__Local__Linger", "00:00:00.1")];

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(PosixSignal.SIGTERM)]
    [InlineData(PosixSignal.SIGINT)]
    public async Task Signal_EndsItAndTakesItsAnnouncementBack(PosixSignal signal)
    {
        using Announcements announcements = new(_folder);
        await using SiloProcess silo = SiloProcess.Start(_folder);
        SiloAnnouncement announced = await announcements.NextAsync();

        silo.Send(signal);
        (SiloExitCode code, string errors) = await silo.ExitAsync();

        Assert.Equal((silo.Id, _folder["logs"]), (announced.ProcessId, announced.Directory));
        Assert.Equal((SiloExitCode.Stopped, ""), (code, errors));
        Assert.Empty(Directory.GetFiles(_folder["run"]));
    }

    [Fact]
    public async Task Termination_AfterRecords_ClosesTheirFile()
    {
        using Announcements announcements = new(_folder);
        await using SiloProcess silo = SiloProcess.Start(_folder);
        SiloAnnouncement announced = await announcements.NextAsync();
        await using LogClient client = await LogClient.ConnectAsync(announced);
        Guid producer = Guid.NewGuid();

        AppendReceipt receipt = await client.AppendAsync("orders", producer, 0, "the first");
        silo.Send(PosixSignal.SIGTERM);
        (SiloExitCode code, _) = await silo.ExitAsync();

        Assert.Equal((AppendOutcome.Appended, 0, 1), (receipt.Outcome, receipt.LastSequence, receipt.WriterEpoch));
        Assert.Equal(SiloExitCode.Stopped, code);
        Assert.EndsWith(" the first\n", await File.ReadAllTextAsync(_folder["logs/orders.log"]), StringComparison.Ordinal);
        byte[] journal = await File.ReadAllBytesAsync(Assert.Single(Directory.GetFiles(_folder["logs/.logactors/files/orders~"], "*.journal")));
        Assert.True(journal.AsSpan().IndexOf(producer.ToByteArray()) > 0, "The journal does not know the producer.");
        Assert.Equal(4, journal[^21]);                          // the kind of the last frame: stopped in order
    }

    [Fact]
    public async Task LocalSilo_WithAnApplication_IsDeafToTheTerminalAndLeavesAfterIt()
    {
        using Announcements announcements = new(_folder);
        await using SiloProcess silo = SiloProcess.Start(_folder, Local);
        SiloAnnouncement announced = await announcements.NextAsync();
        await using LogClient client = await LogClient.ConnectAsync(announced);

        silo.Send(PosixSignal.SIGINT);
        silo.Send(PosixSignal.SIGHUP);
        List<AppendOutcome> outcomes = [];
        Guid producer = Guid.NewGuid();
        for (int sequence = 0; sequence < 100; sequence++)
        {
            outcomes.Add((await client.AppendAsync("orders", producer, sequence, "still here")).Outcome);
        }

        bool announcedStill = Directory.GetFiles(_folder["run"], "*.json").Length == 1;
        await client.DisposeAsync();
        (SiloExitCode code, _) = await silo.ExitAsync();

        Assert.All(outcomes, outcome => Assert.Equal(AppendOutcome.Appended, outcome));
        Assert.True(announcedStill, "The silo withdrew its announcement while an application was connected.");
        Assert.Equal(SiloExitCode.Stopped, code);
        Assert.Empty(Directory.GetFiles(_folder["run"], "*.json"));
        Assert.Equal(100, (await File.ReadAllLinesAsync(_folder["logs/orders.log"])).Length);
    }

    [Fact]
    public async Task LocalSilo_OnTermination_Ends()
    {
        using Announcements announcements = new(_folder);
        await using SiloProcess silo = SiloProcess.Start(_folder, Local);
        SiloAnnouncement announced = await announcements.NextAsync();
        using TcpClient connection = new("127.0.0.1", announced.GatewayPort);

        silo.Send(PosixSignal.SIGTERM);
        (SiloExitCode code, _) = await silo.ExitAsync();

        Assert.Equal(SiloExitCode.Stopped, code);
        Assert.Empty(Directory.GetFiles(_folder["run"], "*.json"));
    }

    [Fact]
    public async Task LocalSilo_StartedTwice_KeepsALogOfItsOwnUnderItsRoot()
    {
        using Announcements announcements = new(_folder);
        for (int start = 0; start < 2; start++)
        {
            await using SiloProcess silo = SiloProcess.Start(_folder, Local);
            await announcements.NextAsync();
            silo.Send(PosixSignal.SIGTERM);
            await silo.ExitAsync();
        }

        string[] lines = await File.ReadAllLinesAsync(_folder["logs/.logactors/silo.log"]);
        string[] ready = [.. lines.Where(line => line.Contains($"The silo owns log root {_folder["logs"]};", StringComparison.Ordinal))];
        Assert.Equal(2, ready.Length);
        Assert.All(ready, line => Assert.Matches("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{3}Z info: LogActors", line));
    }

    [Fact]
    public async Task LocalSilo_WithALongLogOfItsOwn_BeginsAnother()
    {
        using Announcements announcements = new(_folder);
        Directory.CreateDirectory(_folder["logs/.logactors"]);
        await File.WriteAllTextAsync(_folder["logs/.logactors/silo.log"], new string('x', (1024 * 1024) + 1));

        await using SiloProcess silo = SiloProcess.Start(_folder, Local);
        await announcements.NextAsync();

        Assert.Equal((1024 * 1024) + 1, new FileInfo(_folder["logs/.logactors/silo.log.1"]).Length);
        Assert.InRange(new FileInfo(_folder["logs/.logactors/silo.log"]).Length, 0, 100_000);
    }

    [Fact]
    public async Task LocalSilo_WhateverPortsAreConfigured_TakesFreeOnes()
    {
        using Announcements announcements = new(_folder);
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;
        string text = port.ToString(CultureInfo.InvariantCulture);

        await using SiloProcess silo = SiloProcess.Start(
            _folder, [.. Local, ("Orleans__Endpoints__SiloPort", text), ("Orleans__Endpoints__GatewayPort", text), ("Urls", $"http://127.0.0.1:{text}")]);
        SiloAnnouncement announced = await announcements.NextAsync();
        using HttpClient http = new();

        Assert.NotEqual(port, announced.GatewayPort);
        Assert.Equal("Healthy", await http.GetStringAsync($"{announced.Http}/health"));
    }

    public void Dispose() => _folder.Dispose();
}
