namespace LogActors.Tests;

public sealed class RecordEncoderAllocationTests
{
    [Fact]
    public void Encoder_OrdinaryRecordsAfterWarmUp_AllocatesNothing()
    {
        RecordEncoder encoder = new();
        Encode(encoder, 64 * 1024);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++)
        {
            Encode(encoder, 64 * 1024);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Encoder_CutRecordsAfterWarmUp_AllocatesNothing()
    {
        RecordEncoder encoder = new();
        Encode(encoder, 256);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++)
        {
            Encode(encoder, 256);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Reader_AfterWarmUp_AllocatesNothing()
    {
        byte[] payload = new PayloadBuilder()
            .Raw(new RecordResource([new("service.name", "Orders"), new("host.name", "böx")]).Definition)
            .Raw(PayloadBuilder.Of(Some.FullRecord(1), Some.FullRecord(2))[RecordFormat.HeaderBytes..]).Build();
        ShapeTable shapes = new();
        PayloadWalker.Walk(payload, shapes);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++)
        {
            PayloadWalker.Walk(payload, shapes);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Encode(RecordEncoder encoder, int maxRecordBytes)
    {
        encoder.Begin(7, Some.Ticks, 4, maxRecordBytes);
        encoder.Message("Order 42 of Jürgen was refused: the card is no longer valid, and neither is the one that was given before it");
        encoder.Value("Jürgen");
        encoder.Value(42L);
        encoder.Value(12.50m);
        encoder.Value(Some.ProducerId);
        encoder.Trace(Some.TraceId, Some.SpanId, 1);
        encoder.Exception("System.InvalidOperationException", "System.InvalidOperationException: The card is no longer valid.\n   at Shop.Orders.Place(Order order)");
        int scopes = encoder.BeginScopes();
        encoder.ScopeText("POST /orders");
        encoder.BeginScopeProperties(1);
        encoder.Name("items");
        int list = encoder.BeginContainer(RecordValueKind.List);
        encoder.Value(1L);
        encoder.EndContainer(list);
        encoder.EndScopes(scopes);
    }
}
