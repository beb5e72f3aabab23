using Microsoft.Extensions.Logging;

namespace LogActors.Tests;

public sealed class ScopeTests
{
    [Fact]
    public async Task Log_InNestedScopes_CarriesThemOutermostFirst()
    {
        SentRecord record = await LoggingApp.RecordOfAsync(logger =>
        {
            using (logger.BeginScope("plain text"))
            using (logger.BeginScope("Request {Path} of {User}", "/a", 5))
            using (logger.BeginScope(new Dictionary<string, object?> { ["Tenant"] = "t", ["Weight"] = 1.5 }))
            using (logger.BeginScope(new KeyValuePair<string, string?>[] { new("Region", "eu") }))
            using (logger.BeginScope(new PlainState("object")))
            {
                logger.Say("scoped");
            }
        });

        Assert.Equal(["plain text", "Request /a of 5", "", "", "object"], record.Scopes.Select(scope => scope.Text));
        Assert.Empty(record.Scopes[0].Properties);
        Assert.Equal([("Path", "/a"), ("User", 5L)], record.Scopes[1].Properties);
        Assert.Equal([("Tenant", "t"), ("Weight", 1.5)], record.Scopes[2].Properties);
        Assert.Equal([("Region", "eu")], record.Scopes[3].Properties);
        Assert.Empty(record.Scopes[4].Properties);
    }

    [Fact]
    public async Task Log_AfterAScopeHasEnded_CarriesNone()
    {
        SentRecord record = await LoggingApp.RecordOfAsync(logger =>
        {
            logger.BeginScope("ended")!.Dispose();
            logger.Say("free");
        });

        Assert.Empty(record.Scopes);
    }

    [Fact]
    public async Task Log_ScopesNotIncluded_CarriesNone()
    {
        SentRecord record = await LoggingApp.RecordOfAsync(
            logger =>
            {
                using (logger.BeginScope("left out"))
                {
                    logger.Say("bare");
                }
            },
            Some.Options(includeScopes: false));

        Assert.Empty(record.Scopes);
    }

    [Fact]
    public async Task Log_ScopeWithoutText_SaysSo()
    {
        SentRecord record = await LoggingApp.RecordOfAsync(logger =>
        {
            using (logger.BeginScope(new Unprintable()))
            {
                logger.Say("scoped");
            }
        });

        Assert.Equal("(LogActors.Tests.Unprintable could not be rendered: System.NotSupportedException: no text)", Assert.Single(record.Scopes).Text);
    }

    [Fact]
    public async Task Log_ScopeWhoseEnumeratorThrows_SaysSo()
    {
        SentRecord record = await LoggingApp.RecordOfAsync(logger =>
        {
            using (logger.BeginScope(new FailingState(enumeratorAfter: 1)))
            {
                logger.Say("scoped");
            }
        });

        Assert.Equal("scoped", record.Message);
        Assert.Equal([("P0", 0L), ("…", "(the properties could not be read: System.InvalidOperationException: no more)")], Assert.Single(record.Scopes).Properties);
    }

    [Fact]
    public async Task Log_ScopeOfTextsWhoseEnumeratorThrows_SaysSo()
    {
        SentRecord record = await LoggingApp.RecordOfAsync(logger =>
        {
            using (logger.BeginScope(new FailingTexts()))
            {
                logger.Say("scoped");
            }
        });

        Assert.Equal("scoped", record.Message);
        Assert.Equal([("…", "(the properties could not be read: System.InvalidOperationException: no texts)")], Assert.Single(record.Scopes).Properties);
    }

    [Fact]
    public async Task Log_ScopeWithTooManyProperties_KeepsTheFirstAndSaysHowManyAreMissing()
    {
        SentRecord record = await LoggingApp.RecordOfAsync(logger =>
        {
            using (logger.BeginScope(new FailingState(properties: 300)))
            {
                logger.Say("scoped");
            }
        });

        IReadOnlyList<(string Name, object? Value)> properties = Assert.Single(record.Scopes).Properties;
        Assert.Equal(RecordFormat.MaxProperties, properties.Count);
        Assert.Equal(("…", "[+45 properties]"), properties[^1]);
    }

    [Fact]
    public async Task Log_ScopesBeyondTheRecordsLimit_ArriveWithoutThem()
    {
        const int Scopes = 20_000;
        Stack<IDisposable?> open = new();

        SentRecord record = await LoggingApp.RecordOfAsync(
            logger =>
            {
                for (int i = 0; i < Scopes; i++)
                {
                    open.Push(logger.BeginScope("scope {Number}", i));
                }

                logger.Say("deep");
                while (open.TryPop(out IDisposable? scope))
                {
                    scope?.Dispose();
                }
            },
            Some.Options(maxRecordBytes: 1024));

        Assert.Equal("deep", record.Message);
        Assert.Equal("scope 0", record.Scopes[0].Text);
        Assert.Equal($"…[+{Scopes - (record.Scopes.Count - 1)} scopes]", record.Scopes[^1].Text);
    }
}
