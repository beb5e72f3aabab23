using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LogActors.Tests;

public sealed class ValidationTests
{
    [Theory]
    [InlineData("File", "Orders", "it contains upper-case letters")]
    [InlineData("File", "orders.log", "ends in '.log'")]
    [InlineData("File", "../orders", "a log file stays under the log root")]
    [InlineData("Routes:Shop", "a b", "' ' is not allowed")]
    [InlineData("BufferCapacityBytes", "100", "it must be 65536 to 1073741824 bytes")]
    [InlineData("BufferCapacityBytes", "1073741825", "it must be 65536 to 1073741824 bytes")]
    [InlineData("BufferCapacityBytes", "16MB", "it must be a whole number")]
    [InlineData("BufferCapacityBytes", "99999999999", "it must be a whole number")]
    [InlineData("MaxRecordBytes", "1023", "it must be 1024 to 524288 bytes")]
    [InlineData("MaxRecordBytes", "524289", "it must be 1024 to 524288 bytes")]
    [InlineData("WhenFull", "Explode", "it must be Drop or Wait")]
    [InlineData("WhenFull", "7", "it must be Drop or Wait")]
    [InlineData("MaxWait", "00:00:00", "it must be 00:00:00.0010000 to 00:01:00")]
    [InlineData("MaxWait", "00:01:01", "it must be 00:00:00.0010000 to 00:01:00")]
    [InlineData("MaxWait", "soon", "it must be a duration, such as 00:00:05")]
    [InlineData("FlushInterval", "-00:00:01", "it must be 00:00:00 to 00:00:10")]
    [InlineData("FlushInterval", "00:00:11", "it must be 00:00:00 to 00:00:10")]
    [InlineData("ShutdownTimeout", "00:10:01", "it must be 00:00:00 to 00:10:00")]
    [InlineData("IncludeScopes", "maybe", "it must be true or false")]
    [InlineData("LocalSilo:StartTimeout", "00:00:00", "it must be 00:00:01 to 00:10:00")]
    [InlineData("LocalSilo:Enabled", "perhaps", "it must be true or false")]
    [InlineData("LocalSilo", "false", "it must be a section, with keys below it")]
    [InlineData("Cluster", "silo:30000", "it must be a section, with keys below it")]
    [InlineData("Cluster:Gateways", "silo:30000", "it must be a section, with keys below it")]
    [InlineData("Cluster:Gateways:0", "silo", "it must be host:port with a port from 1 to 65535")]
    [InlineData("Cluster:Gateways:0", "silo:65536", "it must be host:port with a port from 1 to 65535")]
    [InlineData("Cluster:ConnectionString", "Gateways=silo", "it must be host:port with a port from 1 to 65535")]
    [InlineData("Cluster:ConnectionString", "ClusterId=a", "names no gateway")]
    [InlineData("Cluster:ConnectionString", "Server=a", "is not understood")]
    [InlineData("Cluster:ClusterId", " ", "neither may be empty")]
    [InlineData("Routes", "orders", "it must be a section, with keys below it")]
    [InlineData("ResourceAttributes", "orders", "it must be a section, with keys below it")]
    public async Task Start_BadValue_NamesOptionValueAndRule(string option, string value, string rule)
    {
        HostApplicationBuilder builder = HostedApp.Builder(settings: ($"{HostedApp.Section}:{option}", value));

        OptionsValidationException error = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(builder));

        string failure = error.Failures.First();
        Assert.StartsWith($"{HostedApp.Section}:{option.Replace(":0", "").Replace(":ClusterId", "")}", failure);
        Assert.Contains(value.Split('=')[^1], failure);
        Assert.Contains(rule, failure);
    }

    [Theory]
    [InlineData("FlushIntervall", "00:00:01")]
    [InlineData("Cluster:Gateway", "a:1")]
    [InlineData("LocalSilo:Pfad", "a")]
    public async Task Start_UnknownKey_NamesItAndThoseThereAre(string key, string value)
    {
        HostApplicationBuilder builder = HostedApp.Builder(settings: ($"{HostedApp.Section}:{key}", value));

        OptionsValidationException error = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(builder));

        string failure = Assert.Single(error.Failures);
        Assert.StartsWith($"{HostedApp.Section}:{key} is no option of LogActors; there are ", failure);
    }

    [Theory]
    [InlineData("File:Name", "File")]
    [InlineData("Routes:Shop:Orders", "Routes:Shop")]
    [InlineData("ResourceAttributes:a:b", "ResourceAttributes:a")]
    [InlineData("Cluster:ConnectionString:Gateways", "Cluster:ConnectionString")]
    public async Task Start_SectionWhereAValueBelongs_SaysSo(string key, string option)
    {
        HostApplicationBuilder builder = HostedApp.Builder(settings: ($"{HostedApp.Section}:{key}", "orders"));

        OptionsValidationException error = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(builder));

        Assert.Equal([$"{HostedApp.Section}:{option} has keys below it; it must be a single value."], error.Failures);
    }

    [Theory]
    [InlineData("", "logs", "Logging:LogActors:File: A log file's name is empty; it needs at least one character, such as 'orders'.")]
    [InlineData(null, " ", "Logging:LogActors:LocalSilo:Directory is empty; it must name a folder.")]
    public async Task Start_BadValueFromCode_NamesOptionAndRule(string? file, string directory, string expected)
    {
        HostApplicationBuilder builder = HostedApp.Builder();
        builder.Logging.AddLogActors(options => (options.File, options.LocalSilo.Directory) = (file, directory));

        OptionsValidationException error = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(builder));

        Assert.Equal([expected], error.Failures);
    }

    [Theory]
    [InlineData("FlushInterval", "2", "2.00:00:00; it must be 00:00:00 to 00:00:10. A bare number counts days: write 00:00:00.002 for 2 ms, 00:00:02 for 2 s.")]
    [InlineData("ShutdownTimeout", "30", "30.00:00:00; it must be 00:00:00 to 00:10:00. A bare number counts days: write 00:00:00.030 for 30 ms, 00:00:30 for 30 s.")]
    [InlineData("ShutdownTimeout", "100", "100.00:00:00; it must be 00:00:00 to 00:10:00.")]
    [InlineData("MaxWait", "1.12:00:00", "1.12:00:00; it must be 00:00:00.0010000 to 00:01:00.")]
    public async Task Start_DurationThatIsABareNumber_SaysHowItIsWritten(string option, string value, string expected)
    {
        HostApplicationBuilder builder = HostedApp.Builder(settings: ($"{HostedApp.Section}:{option}", value));

        OptionsValidationException error = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(builder));

        Assert.Equal([$"{HostedApp.Section}:{option} is {expected}"], error.Failures);
    }

    [Fact]
    public async Task Start_BufferFarTooSmall_IsOneComplaint()
    {
        HostApplicationBuilder builder = HostedApp.Builder(settings: ($"{HostedApp.Section}:BufferCapacityBytes", "10"));

        OptionsValidationException error = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(builder));

        Assert.Equal(["Logging:LogActors:BufferCapacityBytes is 10; it must be 65536 to 1073741824 bytes."], error.Failures);
    }

    [Theory]
    [InlineData("service.version", "1\n2", ":service.version is '1?2'; it must have at most 1024 bytes and no control character.")]
    [InlineData(" a", "x", " has the name ' a'; it must have 1 to 256 bytes, no control character, and no white space at its ends.")]
    public async Task Start_BadResourceAttribute_NamesAttributeValueAndRule(string name, string value, string expected)
    {
        HostApplicationBuilder builder = HostedApp.Builder(settings: ($"{HostedApp.Section}:ResourceAttributes:{name}", value));

        OptionsValidationException error = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(builder));

        Assert.Equal([$"{HostedApp.Section}:ResourceAttributes{expected}"], error.Failures);
    }

    [Theory]
    [InlineData(33, 1, "has 33 attributes; it must have 32 at most.")]
    [InlineData(5, 1000, "has names and values of 5025 bytes; together they must have 4096 at most.")]
    [InlineData(1, 1025, "it must have at most 1024 bytes and no control character.")]
    public async Task Start_TooMuchOfResourceAttributes_SaysHowMuchThereMayBe(int count, int bytes, string rule)
    {
        HostApplicationBuilder builder = HostedApp.Builder();
        builder.Logging.AddLogActors(options =>
        {
            for (int i = 0; i < count; i++)
            {
                options.ResourceAttributes[$"a{i}"] = new string('x', bytes);
            }
        });

        OptionsValidationException error = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(builder));

        Assert.EndsWith(rule, Assert.Single(error.Failures));
    }

    [Fact]
    public async Task Start_SeveralBadValues_NamesThemAll()
    {
        HostApplicationBuilder builder = HostedApp.Builder(settings: [($"{HostedApp.Section}:MaxWait", "00:00:00"), ($"{HostedApp.Section}:File", "A")]);

        OptionsValidationException error = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(builder));

        Assert.Equal(2, error.Failures.Count());
    }

    [Fact]
    public async Task Start_BufferSmallerThanARecord_NamesBoth()
    {
        HostApplicationBuilder builder = HostedApp.Builder(settings: [($"{HostedApp.Section}:BufferCapacityBytes", "65536"), ($"{HostedApp.Section}:MaxRecordBytes", "65537")]);

        OptionsValidationException error = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(builder));

        Assert.Equal(["Logging:LogActors:BufferCapacityBytes is 65536, less than MaxRecordBytes, 65537; raise the first or lower the second."], error.Failures);
    }

    [Fact]
    public async Task Start_BadConnectionStringOfTheApplication_NamesItsKey()
    {
        HostApplicationBuilder builder = HostedApp.Builder(settings: ("ConnectionStrings:logactors", "Gateways=silo"));

        FormatException error = await Assert.ThrowsAsync<FormatException>(() => StartAsync(builder));

        Assert.Equal("ConnectionStrings:logactors: 'silo' is not a gateway; it must be host:port with a port from 1 to 65535.", error.Message);
    }

    [Fact]
    public async Task Start_ConnectionNameWithoutItsConnectionString_NamesBothKeys()
    {
        HostApplicationBuilder builder = HostedApp.Builder(settings: [($"{HostedApp.Section}:Cluster:ConnectionName", "logs"), ("ConnectionStrings:logactors", "Gateways=silo:1")]);

        FormatException error = await Assert.ThrowsAsync<FormatException>(() => StartAsync(builder));

        Assert.Equal("Logging:LogActors:Cluster:ConnectionName is 'logs', but there is no ConnectionStrings:logs; add that, or leave out the name.", error.Message);
    }

    [Fact]
    public async Task Start_EveryOptionSet_Binds()
    {
        (string, string?)[] settings =
        [
            ("File", "shop/orders"), ("Routes:Pay", "payments"), ("BufferCapacityBytes", "1000000"), ("WhenFull", "wait"), ("MaxWait", "00:00:02"),
            ("FlushInterval", "00:00:03"), ("ShutdownTimeout", "00:00:04"), ("MaxRecordBytes", "5000"), ("IncludeScopes", "false"),
            ("Cluster:Gateways:0", "a:1"), ("Cluster:Gateways:1", "b:2"), ("Cluster:ClusterId", "c"), ("Cluster:ServiceId", "s"), ("Cluster:ConnectionName", "logs"),
            ("Cluster:ConnectionString", "Gateways=d:3"), ("LocalSilo:Enabled", "true"), ("LocalSilo:Directory", "d"), ("LocalSilo:Path", "p"),
            ("LocalSilo:StartTimeout", "00:00:06"), ("LogLevel:Default", "Warning"),
        ];
        HostApplicationBuilder builder = HostedApp.Builder(new PromptSilo(), [.. settings.Select(setting => ($"{HostedApp.Section}:{setting.Item1}", setting.Item2))]);

        using IHost host = builder.Build();
        await host.StartAsync();

        LogActorsOptions options = ((IOptionsMonitor<LogActorsOptions>)host.Services.GetService(typeof(IOptionsMonitor<LogActorsOptions>))!).CurrentValue;
        Assert.Equal(("shop/orders", "payments", 1_000_000, WhenFull.Wait), (options.File, options.Routes["Pay"], options.BufferCapacityBytes, options.WhenFull));
        Assert.Equal((2, 3, 4, 5000, false), (options.MaxWait.Seconds, options.FlushInterval.Seconds, options.ShutdownTimeout.Seconds, options.MaxRecordBytes, options.IncludeScopes));
        Assert.Equal(["a:1", "b:2"], options.Cluster.Gateways);
        Assert.Equal(("c", "s", "logs", "Gateways=d:3"), (options.Cluster.ClusterId, options.Cluster.ServiceId, options.Cluster.ConnectionName, options.Cluster.ConnectionString));
        Assert.Equal((true, "d", "p", 6), (options.LocalSilo.Enabled, options.LocalSilo.Directory, options.LocalSilo.Path, options.LocalSilo.StartTimeout.Seconds));
    }

    private static async Task StartAsync(HostApplicationBuilder builder)
    {
        using IHost host = builder.Build();
        await host.StartAsync();
    }
}
