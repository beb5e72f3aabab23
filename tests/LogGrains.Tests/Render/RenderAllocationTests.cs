namespace LogActors.Tests;

public sealed class RenderAllocationTests
{
    [Theory]
    [InlineData(LogFormat.Text, LogFileOptions.DefaultTemplate)]
    [InlineData(LogFormat.Text, "{Timestamp:HH:mm:ss.fff} {Level:u3} {EventId} {EventName} {Template} {TraceId} {SpanId} {Scopes} {Properties} {Property.Map} {Resource.service.name} {Message}{Exception}")]
    [InlineData(LogFormat.Json, "")]
    [InlineData(LogFormat.Logfmt, "")]
    public void Render_OnceWarm_AllocatesNothing(LogFormat format, string template)
    {
        IRecordRenderer renderer = RecordRenderers.Create(new LogFileOptions { Format = format, Template = template });
        byte[] payload = Some.Payload(
            "Grüße\n\u202e",
            eventId: 7,
            eventName: "Shipped",
            template: "Order {Id} shipped",
            properties: Values.OfEachType,
            traced: true,
            exception: "System.Exception: no\r\n   at A()",
            scopes: [("outer", [("User", "u"), ("Id", 1)]), ("inner", [("User", "v")])],
            resource: [("service.name", "Orders"), ("host.name", "böx")]);
        ShapeTable shapes = new();
        LineBuffer output = new();
        RenderMany(renderer, payload, shapes, output);

        long before = GC.GetAllocatedBytesForCurrentThread();
        RenderMany(renderer, payload, shapes, output);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
    }

    private static void RenderMany(IRecordRenderer renderer, byte[] payload, ShapeTable shapes, LineBuffer output)
    {
        for (int i = 0; i < 1_000; i++)
        {
            output.Clear();
            foreach (LogRecord record in new RecordReader(payload, shapes))
            {
                renderer.Render(record, output);
            }
        }
    }
}
