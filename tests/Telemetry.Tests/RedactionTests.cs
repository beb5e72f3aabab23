using Microsoft.Extensions.Compliance.Redaction;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LogActors.Tests;

/// <summary>What Microsoft.Extensions.Compliance redacts reaches the silo redacted, or not at all: in properties, in messages, and where the silo would make the message itself.</summary>
public sealed partial class RedactionTests
{
    private const string Secret = "Ada Lovelace";
    private const string Template = "Order {id} of {customer}";

    [Fact]
    public async Task Log_ClassifiedParameter_IsRedactedInPropertyAndMessage()
    {
        using TelemetryApp app = Redacting<CoveringRedactor>();

        Placed(app.Logger, 42, Secret);
        SentRecord record = Assert.Single(await app.RecordsAsync());

        Assert.Equal("Order 42 of <covered>", record.Message);
        Assert.Equal(Template, record.Template);
        Assert.Equal([("customer", "<covered>"), ("id", 42L)], record.Properties);
        Assert.False(app.HasSent(Secret));
    }

    [Fact]
    public async Task Log_ClassifiedParameterThatIsNull_IsNull()
    {
        using TelemetryApp app = Redacting<CoveringRedactor>();

        Placed(app.Logger, 42, null);
        SentRecord record = Assert.Single(await app.RecordsAsync());

        Assert.Equal("Order 42 of (null)", record.Message);
        Assert.Null(record["customer"]);
    }

    [Fact]
    public async Task Log_ClassifiedMembers_AreRedactedAndTheOthersKeepTheirTypes()
    {
        using TelemetryApp app = Redacting<CoveringRedactor>();

        Seen(app.Logger, new Customer { Number = 7, Name = Secret, Home = new Address { Country = "GB", Street = Secret } });
        SentRecord record = Assert.Single(await app.RecordsAsync());

        Assert.Equal("Customer seen", record.Message);
        Assert.Equal(
            [("customer.Name", "<covered>"), ("customer.Home.Street", "<covered>"), ("customer.Number", 7L), ("customer.Home.Country", "GB")],
            record.Properties);
        Assert.False(app.HasSent(Secret));
    }

    [Fact]
    public async Task Log_TheSameClassifiedCallSiteAgainAndAgain_IsRedactedEachTime()
    {
        using TelemetryApp app = Redacting<CoveringRedactor>();

        for (int i = 0; i < 1000; i++)
        {
            Placed(app.Logger, i, $"{Secret} {i}");
        }

        IReadOnlyList<SentRecord> records = await app.RecordsAsync();
        Assert.Equal(
            Enumerable.Range(0, 1000).Select(i => ($"Order {i} of <covered>", (object?)(long)i, (object?)"<covered>", false)),
            records.Select(record => (record.Message, record["id"], record["customer"], record.IsFromTemplate)));
        Assert.False(app.HasSent(Secret));
    }

    [Fact]
    public async Task Log_TemplateOfWhichTheSiloMakesMessages_IsRedactedWhereItIsClassified()
    {
        using TelemetryApp app = Redacting<CoveringRedactor>();
        ILogger plain = app.Services.GetServices<ILoggerProvider>().OfType<LogActorsLoggerProvider>().Single().CreateLogger(Some.Category);

        Action[] calls =
        [
            () => plain.LogInformation(Template, 1, "public"), () => Placed(app.Logger, 2, Secret), () => app.Logger.LogInformation(Template, 3, "public"),
        ];
        foreach (Action call in calls)
        {
            call();                                             // the first of a call site has its message with it in any case
            call();
        }

        IReadOnlyList<SentRecord> records = await app.RecordsAsync();
        Assert.Equal(
            ["Order 1 of public", "Order 1 of public", "Order 2 of <covered>", "Order 2 of <covered>", "Order 3 of public", "Order 3 of public"],
            records.Select(record => record.Message));
        Assert.Equal([false, true, false, false, false, false], records.Select(record => record.IsFromTemplate)); // what passes the redaction has its message with it
        Assert.False(app.HasSent(Secret));
    }

    [Fact]
    public async Task Log_RedactorThrows_SaysSoInPlaceOfTheValue()
    {
        using TelemetryApp app = Redacting<BrokenRedactor>();

        Placed(app.Logger, 42, Secret);
        SentRecord record = Assert.Single(await app.RecordsAsync());

        Assert.Equal("(the message could not be rendered: System.InvalidOperationException: no redaction)", record.Message);
        Assert.Equal(
            [("customer", "(Microsoft.Extensions.Logging.JustInTimeRedactor could not be rendered: System.InvalidOperationException: no redaction)"), ("id", 42L)],
            record.Properties);
        Assert.False(app.HasSent(Secret));
    }

    [Fact]
    public async Task Log_ClassifiedWithoutARedactorOfItsClass_IsErased()
    {
        using TelemetryApp app = new(builder =>
        {
            builder.Logging.EnableRedaction();
            builder.Services.AddRedaction();
        });

        Placed(app.Logger, 42, Secret);
        SentRecord record = Assert.Single(await app.RecordsAsync());

        Assert.Equal("Order 42 of ", record.Message);
        Assert.Equal("", record["customer"]);
        Assert.False(app.HasSent(Secret));
    }

    [Fact]
    public async Task Log_ClassifiedWhereRedactionIsNotEnabled_IsLeftOut()
    {
        using TelemetryApp app = new(_ => { });

        for (int i = 0; i < 3; i++)
        {
            Placed(app.Logger, 42, Secret);
            Seen(app.Logger, new Customer { Number = 7, Name = Secret });
        }

        IReadOnlyList<SentRecord> records = await app.RecordsAsync();
        Assert.Equal(Enumerable.Repeat<string[]>(["Order 42 of (null)", "Customer seen"], 3).SelectMany(pair => pair), records.Select(record => record.Message));
        Assert.False(app.HasSent(Secret));
    }

    private static TelemetryApp Redacting<TRedactor>()
        where TRedactor : Redactor => new(builder =>
    {
        builder.Logging.EnableRedaction(options => options.ApplyDiscriminator = false);
        builder.Services.AddRedaction(redaction => redaction.SetRedactor<TRedactor>(PrivateAttribute.Class));
    });

    [LoggerMessage(1, LogLevel.Information, Template)]
    private static partial void Placed(ILogger logger, int id, [Private] string? customer);

#pragma warning disable EXTEXP0003 // The API is experimental: so it is, and members of members are what it is tried with here.
    [LoggerMessage(2, LogLevel.Information, "Customer seen")]
    private static partial void Seen(ILogger logger, [LogProperties(Transitive = true, SkipNullProperties = true)] Customer customer);
#pragma warning restore EXTEXP0003
}
