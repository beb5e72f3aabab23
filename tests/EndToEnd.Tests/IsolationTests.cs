using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace LogActors.Tests;

/// <summary>The promise itself: a web service's records reach a file that only the silo has open.</summary>
public sealed class IsolationTests
{
    [Fact]
    public async Task Orders_UnderRequests_HoldsNoDescriptorUnderTheLogRootAndLosesNoLine()
    {
        await using Playground ground = new();
        RunningProgram silo = await ground.StartSiloAsync();
        RunningProgram orders = ground.Start(Programs.Orders, new() { ["ConnectionStrings__logactors"] = ground.ConnectionString }, "--urls", "http://127.0.0.1:0");
        string address = (await orders.WaitForLineAsync("Orders listens on ")).Split(' ')[^1];
        using HttpClient http = new() { BaseAddress = new Uri(address) };

        List<int> ids = [];
        List<string> held = [];
        bool siloHolds = false;
        for (int i = 0; i < 200; i++)
        {
            using HttpResponseMessage response = await http.PostAsJsonAsync("/orders", new { Customer = $"customer-{i}", Article = "lamp", Quantity = 1, Price = 10 });
            ids.Add((await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt32());
            held.AddRange(DescriptorsUnder(orders.Id, ground.LogRoot));
            siloHolds |= DescriptorsUnder(silo.Id, ground.LogRoot).Any(path => path.Contains("orders-", StringComparison.Ordinal));
        }

        orders.Terminate();
        Assert.Equal(0, await orders.WaitForExitAsync());

        Assert.Empty(held);
        Assert.True(siloHolds, "The silo never had the segment open, so the check of the application's descriptors would prove nothing.");
        AssertLines([.. ground.Lines("orders")], ids);
    }

    private static void AssertLines(string[] lines, List<int> ids)
    {
        foreach (int id in ids)
        {
            string number = id.ToString(CultureInfo.InvariantCulture);
            int received = Single(lines, $"Order {number} received: 1 x lamp");
            int paid = Single(lines, $"Payment of 10 for order {number} accepted");
            int placed = Single(lines, $"Order {number} of customer-");
            Assert.True(received < paid && paid < placed, $"The lines of order {number} are at {received}, {paid} and {placed}.");
        }
    }

    private static int Single(string[] lines, string text)
    {
        int first = Array.FindIndex(lines, line => line.Contains(text, StringComparison.Ordinal));
        int last = Array.FindLastIndex(lines, line => line.Contains(text, StringComparison.Ordinal));
        Assert.True(first >= 0, $"No line has '{text}'.");
        Assert.True(first == last, $"More than one line has '{text}'.");
        return first;
    }

    private static IEnumerable<string> DescriptorsUnder(int process, string folder)
    {
        foreach (string descriptor in Directory.GetFileSystemEntries($"/proc/{Playground.Text(process)}/fd"))
        {
            string? target = TargetOf(descriptor);
            if (target is not null && target.StartsWith(folder, StringComparison.Ordinal))
            {
                yield return target;
            }
        }
    }

    private static string? TargetOf(string descriptor)
    {
        try
        {
            return new FileInfo(descriptor).LinkTarget;
        }
        catch (IOException)
        {
            return null;                                        // closed since the folder was listed
        }
    }
}
