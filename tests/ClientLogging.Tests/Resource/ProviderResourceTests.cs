using System.Diagnostics.Tracing;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace LogActors.Tests;

/// <summary>Where the attributes of a provider's resource come from.</summary>
[Collection(nameof(StandardErrorCapture))]                       // for its events, which are those of the whole process
public sealed class ProviderResourceTests
{
    private const string Id = "00112233-4455-6677-8899-aabbccddeeff";

    private static readonly ApplicationDescription Shop = new("My Shop", "1.2.3", "Staging");

    [Fact]
    public void Resource_OfAProcess_HasWhatIsFound() =>
        Assert.Equal(
            [
                "service.name=My Shop", "service.version=1.2.3", $"service.instance.id={Id}", "deployment.environment.name=Staging",
                $"host.name={Environment.MachineName}", $"process.pid={Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}",
            ],
            Made());

    [Fact]
    public void Resource_OfAProcessThatNobodyDescribes_HasTheRest() =>
        Assert.Equal(["service.name=unknown_service", $"service.instance.id={Id}"], Made(application: new ApplicationDescription(null, null, null))[..2]);

    [Theory]
    [InlineData(null, null, null, "My Shop")]
    [InlineData(null, null, "service.name=c", "c")]
    [InlineData(null, "b", "service.name=c", "b")]
    [InlineData("a", "b", "service.name=c", "a")]
    [InlineData(null, "", "", "My Shop")]
    [InlineData(null, "", "service.name=", null)]
    [InlineData("", "b", "service.name=c", null)]
    public void ServiceName_OfSeveralSources_IsThatOfTheStrongest(string? option, string? serviceName, string? attributes, string? expected)
    {
        string[] made = Made(option is null ? [] : [("service.name", option)], serviceName, attributes);

        Assert.Equal(expected is null ? null : $"service.name={expected}", made.SingleOrDefault(pair => pair.StartsWith("service.name=", StringComparison.Ordinal)));
    }

    [Fact]
    public void Attributes_OfTheEnvironmentAndTheOptions_FollowThoseThatAreFound()
    {
        string[] made = Made([("b", "2"), ("a", ""), ("host.name", "")], attributes: "a=1, c = 3 ,process.pid=x");

        Assert.Equal(["service.name=My Shop", "service.version=1.2.3", $"service.instance.id={Id}", "deployment.environment.name=Staging", "process.pid=x", "c=3", "b=2"], made);
    }

    [Theory]
    [InlineData("a=%41%3d%2C%C3%BC b", "a=A=,ü b")]
    [InlineData("%61%20b=x", "a b=x")]
    [InlineData("a=1,a=2", "a=2")]
    [InlineData("a=b=c", "a=b=c")]
    [InlineData("a= ü ", "a=ü")]
    public void Attributes_OfTheEnvironment_AreDecoded(string variable, string expected) => Assert.Equal(expected, Made(attributes: variable)[^1]);

    [Theory]
    [InlineData("x=1,a", "pair 2 of 2: it has no '='")]
    [InlineData("x=1,", "pair 2 of 2: it has no '='")]
    [InlineData("x=1,=b", "pair 2 of 2: its name: it must have 1 to 256 bytes, no control character, and no white space at its ends")]
    [InlineData("x=1,a=%4", "pair 2 of 2: '%' must be followed by two hexadecimal digits, and what they stand for be UTF-8")]
    [InlineData("x=1,a=%", "pair 2 of 2: '%' must be followed by two hexadecimal digits, and what they stand for be UTF-8")]
    [InlineData("x=1,a=%+1", "pair 2 of 2: '%' must be followed by two hexadecimal digits, and what they stand for be UTF-8")]
    [InlineData("x=1,a=%FF", "pair 2 of 2: '%' must be followed by two hexadecimal digits, and what they stand for be UTF-8")]
    [InlineData("x=1,a=%0A", "pair 2 of 2: its value: it must have at most 1024 bytes and no control character")]
    public void Attributes_OfTheEnvironmentThatAreMalformed_AreIgnoredAsAWholeWithAnEvent(string variable, string reason)
    {
        using Listener listener = new();

        string[] made = Made(attributes: variable);

        Assert.Equal(Made(), made);
        Assert.Equal(["OTEL_RESOURCE_ATTRIBUTES", reason], Assert.Single(listener.Ignored));
    }

    [Fact]
    public void ServiceName_OfTheEnvironmentThatIsTooLong_IsIgnoredWithAnEvent()
    {
        using Listener listener = new();

        Assert.Equal("service.name=My Shop", Made(serviceName: new string('x', 1025))[0]);
        Assert.Equal(["OTEL_SERVICE_NAME", "it must have at most 1024 bytes and no control character"], Assert.Single(listener.Ignored));
        Assert.Equal($"service.name={new string('x', 1024)}", Made(serviceName: new string('x', 1024))[0]);
    }

    [Theory]
    [InlineData(9, 900)]
    [InlineData(70, 1)]
    public void Attributes_OfTheEnvironmentThatDoNotFit_AreIgnoredWithAnEvent(int count, int bytes)
    {
        using Listener listener = new();
        string variable = string.Join(',', Enumerable.Range(0, count).Select(i => $"a{i}={new string('x', bytes)}"));

        Assert.Equal(Made(), Made(attributes: variable));
        Assert.Equal("OTEL_RESOURCE_ATTRIBUTES", Assert.Single(listener.Ignored)[0]);
    }

    [Fact]
    public void Resource_OfTheLongestThatOptionsAndProcessMaySay_Fits()
    {
        (string, string)[] chosen = [.. Enumerable.Range(10, ResourceAttributeRules.MaxChosen).Select(i => ($"a{i}", new string('x', (ResourceAttributeRules.MaxChosenBytes / ResourceAttributeRules.MaxChosen) - 5)))];
        ApplicationDescription application = new(new string('ü', 1000), new string('y', 1000), new string('\ud83d', 1000));
        Assert.Empty(ResourceAttributeRules.Explain("o", chosen.ToDictionary(pair => pair.Item1, pair => pair.Item2)));

        string[] made = Made(chosen, application: application);

        Assert.Equal(ResourceAttributeRules.MaxChosen + 6, made.Length);
        Assert.Equal($"service.name={new string('ü', 127)}", made[0]);
        Assert.Equal(ResourceAttributeRules.MaxChosen + 6, Made(chosen, new string('z', 1024), application: application).Length);
    }

    [Fact]
    public void Description_WithoutAHost_IsThatOfTheProgram()
    {
        ApplicationDescription description = ApplicationDescription.From(host: null);

        Assert.Equal(Assembly.GetEntryAssembly()!.GetName().Name, description.Name);
        Assert.DoesNotContain("+", description.Version, StringComparison.Ordinal);
        Assert.Null(description.Environment);
    }

    private static string[] Made((string Name, string Value)[]? chosen = null, string? serviceName = null, string? attributes = null, ApplicationDescription? application = null)
    {
        RecordResource resource = ProviderResource.Make(
            (chosen ?? []).ToDictionary(pair => pair.Name, pair => pair.Value),
            name => name switch { "OTEL_SERVICE_NAME" => serviceName, "OTEL_RESOURCE_ATTRIBUTES" => attributes, _ => throw new ArgumentException(name) },
            application ?? Shop,
            new ProducerIdentity(new Guid(Id)));
        RecordShape shape = new(0, "c", 0, null, null, []);
        RecordEncoder encoder = new();
        encoder.Begin(0, 0, 0, 1024);
        encoder.Message("m");
        byte[] payload = [.. new byte[RecordFormat.HeaderBytes], .. resource.Definition, .. shape.Definition, (byte)encoder.Written.Length, .. encoder.Written];
        RecordFormat.Seal(payload);
        List<string> pairs = [];
        foreach (LogRecord record in new RecordReader(payload, new ShapeTable()))
        {
            RecordResourceAttributes read = record.Resource;
            while (read.MoveNext())
            {
                pairs.Add($"{Encoding.UTF8.GetString(read.Name)}={Encoding.UTF8.GetString(read.Value)}");
            }
        }

        return [.. pairs];
    }

    private sealed class Listener : EventListener
    {
        private readonly List<string[]> _ignored = [];

        public IReadOnlyList<string[]> Ignored => _ignored;

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == "LogActors-Client")
            {
                EnableEvents(eventSource, EventLevel.Warning);
            }
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            if (eventData.EventId == 12)
            {
                _ignored.Add([.. eventData.Payload!.Select(value => (string)value!)]);
            }
        }
    }
}
