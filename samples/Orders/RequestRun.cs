using System.Globalization;
using LogActors;

namespace Samples;

/// <summary><c>--requests N</c>: sends N real HTTP requests to the service itself, waits until every record is in the log file, and says what became of them.</summary>
internal sealed class RequestRun(int requests)
{
    private const int Parallel = 4;

    private static readonly string[] Articles = ["lamp", "chair", "table", "rug"];

    /// <returns>0 if every record is in the file.</returns>
    public async Task<int> DriveAsync(WebApplication app)
    {
        using HttpClient http = new() { BaseAddress = new Uri(app.Urls.First()) };
        int next = 0;
        await Task.WhenAll(Enumerable.Range(0, Parallel).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) is int number && number <= requests)
            {
                await SendAsync(http, number);
            }
        }));

        ILogDelivery delivery = app.Services.GetRequiredService<ILogDelivery>();
        await delivery.FlushAsync();
        DeliveryCounts counts = delivery.Counts;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Requests:    {requests}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Records:     {counts.Accepted} sent, {counts.Written} written, {counts.Dropped} dropped"));
        return counts.Written == counts.Accepted ? 0 : 1;
    }

    // Of ten requests eight place an order, one asks for an order that is not there, and one tries to cancel an order that has been paid for.
    private static async Task SendAsync(HttpClient http, int number)
    {
        using HttpResponseMessage response = (number % 10) switch
        {
            3 => await http.GetAsync($"/orders/{1_000_000 + number}"),
            7 => await http.DeleteAsync("/orders/1"),
            _ => await http.PostAsJsonAsync("/orders", new NewOrder($"customer-{number % 100}", Articles[number % Articles.Length], 1 + (number % 5), 9.95m + (number % 50))),
        };
    }
}
