using System.Globalization;
using System.Text.Unicode;

namespace LogActors;

/// <summary>Makes the resource of a provider: what is found, over it what the environment says, over it what the options say. An empty text takes an attribute away. Stateless and thread-safe.</summary>
internal static class ProviderResource
{
    private const int MaxFoundBytes = 255;
    private const string ServiceName = "service.name";

    /// <param name="chosen">The attributes of the options, which have been checked: with what is found they fit a resource.</param>
    /// <param name="variables">Gives the value of a variable of the environment, or <see langword="null"/>.</param>
    /// <param name="application">What is known of the application.</param>
    /// <param name="producer">Who the process is towards the log files.</param>
    public static RecordResource Make(IDictionary<string, string> chosen, Func<string, string?> variables, ApplicationDescription application, ProducerIdentity producer)
    {
        OrderedDictionary<string, string> found = Find(application, producer);
        IReadOnlyDictionary<string, string> said = ResourceVariables.ReadAttributes(variables);
        string? serviceName = ResourceVariables.ReadServiceName(variables);
        OrderedDictionary<string, string> all = Combine(found, said, serviceName, chosen);
        if (!Fits(all))
        {
            ClientEvents.Log.VariableIgnored(ResourceVariables.Attributes, $"with the other attributes there are {all.Count} of {BytesOf(all)} bytes, and a resource has at most {RecordFormat.MaxResourceAttributes} of {RecordFormat.MaxResourceBytes} bytes");
            all = Combine(found, new Dictionary<string, string>(), serviceName, chosen);
        }

        return new RecordResource(all);
    }

    private static OrderedDictionary<string, string> Find(ApplicationDescription application, ProducerIdentity producer)
    {
        OrderedDictionary<string, string> found = new(StringComparer.Ordinal);
        Set(found, ServiceName, Cut(string.IsNullOrEmpty(application.Name) ? "unknown_service" : application.Name));
        Set(found, "service.version", Cut(application.Version));
        Set(found, "service.instance.id", producer.Id.ToString());
        Set(found, "deployment.environment.name", Cut(application.Environment));
        Set(found, "host.name", Cut(Environment.MachineName));
        Set(found, "process.pid", Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return found;
    }

    private static OrderedDictionary<string, string> Combine(
        OrderedDictionary<string, string> found, IReadOnlyDictionary<string, string> said, string? serviceName, IDictionary<string, string> chosen)
    {
        OrderedDictionary<string, string> all = new(found, StringComparer.Ordinal);
        foreach ((string name, string value) in said)
        {
            Set(all, name, value);
        }

        Set(all, ServiceName, serviceName ?? all.GetValueOrDefault(ServiceName));
        foreach ((string name, string? value) in chosen)
        {
            Set(all, name, value);
        }

        return all;
    }

    private static void Set(OrderedDictionary<string, string> attributes, string name, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            attributes.Remove(name);
        }
        else
        {
            attributes[name] = value;
        }
    }

    private static bool Fits(OrderedDictionary<string, string> attributes) =>
        attributes.Count <= RecordFormat.MaxResourceAttributes && BytesOf(attributes) <= RecordFormat.MaxResourceBytes;

    private static int BytesOf(OrderedDictionary<string, string> attributes) =>
        RecordResource.FixedBytes + attributes.Sum(attribute => RecordResource.BytesOf(attribute.Key, attribute.Value));

    private static string? Cut(string? text)
    {
        Span<byte> bytes = stackalloc byte[MaxFoundBytes];
        Utf8.FromUtf16(text, bytes, out int read, out _);
        return text?[..read];
    }
}
