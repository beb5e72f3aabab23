using Microsoft.Extensions.Logging.Abstractions;

namespace LogActors.Tests;

public sealed class LogFileWritersTests : IDisposable
{
    private readonly WriterPlace _place = new();

    [Fact]
    public async Task Open_BeyondTheBound_AsksOneToLeave_AndOnlyOnce()
    {
        LogFileWriters writers = new(_place.Root, new LogStorage(), _place.Settings, _place.Time, NullLoggerFactory.Instance, maxOpen: 2);
        List<string> left = [];
        LogFileWriter a = writers.Open(LogFileName.Parse("a"), () => left.Add("a"));
        writers.Open(LogFileName.Parse("b"), () => left.Add("b"));
        await writers.CloseAsync(a);

        writers.Open(LogFileName.Parse("c"), () => left.Add("c"));
        string[] before = [.. left];
        writers.Open(LogFileName.Parse("d"), () => left.Add("d"));
        writers.Open(LogFileName.Parse("e"), () => left.Add("e"));

        Assert.Empty(before);
        Assert.Equal(2, left.Distinct().Count());
    }

    public void Dispose() => _place.Dispose();
}
