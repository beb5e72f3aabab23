using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace LogActors.Tests;

/// <summary>The <c>logrotate</c> of the machine takes the current segment away again and again, while a writer appends to it.</summary>
public sealed partial class LogrotateTests : IDisposable
{
    private const int Rotations = 6;
    private const int RecordsBetween = 300;

    private readonly TemporaryFolder _folder = new();
    private readonly WriterPlace _place = new();
    private readonly Guid _producer = Guid.NewGuid();
    private long _sent;

    public LogrotateTests() => _place.Follow(roll => (roll.Naming, roll.When) = (RollNaming.TimedRotating, RollWhen.Never));

    [ProgramFact("logrotate")]
    public async Task Create_LosesAndDoublesNothing()
    {
        await LiveAsync("create");

        RotatedFile[] files = Files();
        Assert.InRange(files.Length, Rotations + 1, int.MaxValue);
        Assert.All(files, file => Assert.Equal("", file.Torn));
        Assert.Equal(Sequences(0, _sent), files.SelectMany(file => file.Records));
        Assert.All(files.Skip(1), file => Assert.Equal("Segment orders.log was moved away by another program. The log file goes on here.", file.Notices[0]));
    }

    [ProgramFact("logrotate")]
    public async Task CopyTruncate_LosesWhatWasNotCopied_AndSaysSo()
    {
        await LiveAsync("copytruncate");

        RotatedFile[] files = Files();
        Assert.InRange(files.Length, Rotations + 1, int.MaxValue);
        Assert.Equal((0, _sent - 1), (files[0].Records[0], files[^1].Records[^1]));
        Assert.All(files, file => Assert.Equal(Sequences(file.Records[0], file.Records[^1] + 1), file.Records));
        foreach ((RotatedFile copy, RotatedFile next) in files.Zip(files.Skip(1)))
        {
            Assert.StartsWith(copy.Torn, LineOf(copy.Records[^1] + 1), StringComparison.Ordinal);
            string notice = next.Notices.FirstOrDefault("");
            if (CutNotice().Match(notice) is { Success: true } cut)
            {
                long lost = Sequences(copy.Records[^1] + 1, next.Records[0]).Sum(sequence => LineOf(sequence).Length);
                Assert.Equal(lost, long.Parse(cut.Groups[1].ValueSpan, CultureInfo.InvariantCulture) - copy.Bytes + copy.Torn.Length);
            }
            else if (!next.HasHole)                             // if it has one, the file after it says so
            {
                Assert.StartsWith("Segment orders.log was cut by another program while ", notice, StringComparison.Ordinal);
            }
        }
    }

    public void Dispose()
    {
        _place.Dispose();
        _folder.Dispose();
    }

    // Time goes on with the records, so that the writer looks at its segment now and then.
    private async Task LiveAsync(string mode)
    {
        LogFileWriter writer = _place.Open();
        for (int rotation = 1; rotation <= Rotations; rotation++)
        {
            await AppendAsync(writer, RecordsBetween);
            using Process logrotate = Start(mode);
            while (!logrotate.HasExited || _place.Logger.Of(2213).Length < rotation)
            {
                await AppendAsync(writer, 1);
            }

            Assert.Equal(0, logrotate.ExitCode);
        }

        await AppendAsync(writer, RecordsBetween);
        await writer.CloseAsync();
    }

    private async Task AppendAsync(LogFileWriter writer, int count)
    {
        for (int i = 0; i < count; i++)
        {
            _place.Time.Advance(TimeSpan.FromMilliseconds(20));
            AppendReceipt receipt = await writer.AppendAsync(Some.Batch(_producer, _sent));
            _sent += receipt.Outcome == AppendOutcome.Appended ? 1 : 0;
            Assert.True(receipt.Outcome is AppendOutcome.Appended or AppendOutcome.Faulted, receipt.ToString());
        }
    }

    private Process Start(string mode)
    {
        string configuration = _folder["logrotate.conf"];
        File.WriteAllText(configuration, $"\"{_place.PathOf("orders.log")}\" {{\n  rotate 100\n  {mode}\n}}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(configuration, UnixFileMode.UserRead | UnixFileMode.UserWrite);    // it takes none that others can write
        }

        return Process.Start("logrotate", ["--force", "--state", _folder["state"], configuration]);
    }

    // In the order of their records.
    private RotatedFile[] Files() =>
        [.. _place.Files().Select(name => new RotatedFile(File.ReadAllText(_place.PathOf(name)))).Where(file => file.Records.Length > 0).OrderBy(file => file.Records[0])];

    private static IEnumerable<long> Sequences(long first, long end)
    {
        for (long sequence = first; sequence < end; sequence++)
        {
            yield return sequence;
        }
    }

    private static string LineOf(long sequence) => string.Create(CultureInfo.InvariantCulture, $"record {sequence}\n");

    [GeneratedRegex(@"^Segment orders\.log was cut from (\d+) to 0 bytes by another program\. What that had not copied of the rest is gone\. ")]
    private static partial Regex CutNotice();

    private sealed class RotatedFile(string text)
    {
        private readonly string[] _lines = text.TrimStart('\0').Split('\n');

        public bool HasHole => text[0] == '\0';

        public int Bytes => text.Length;

        public long[] Records => [.. _lines[..^1].Where(IsRecord).Select(line => long.Parse(line.AsSpan("record ".Length), CultureInfo.InvariantCulture))];

        public string[] Notices => [.. _lines[..^1].Where(line => !IsRecord(line))];

        /// <summary>A line that was not copied in full.</summary>
        public string Torn => _lines[^1];

        private static bool IsRecord(string line) => line.StartsWith("record ", StringComparison.Ordinal);
    }
}
