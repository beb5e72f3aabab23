using System.Buffers.Binary;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace LogActors.Bench;

/// <summary>Lines of the benchmark's record just as LogActors writes them, as many as fit a batch, to be sent again and again.</summary>
/// <remarks>
/// <code>
/// length   4 bytes, little-endian, of the lines
/// lines    each with its line feed
/// </code>
/// They are made by the case <c>logactors</c> itself, in a process that ends before anything is measured.
/// </remarks>
internal sealed class CopierBlock
{
    /// <summary>The argument by which a process is asked for the lines.</summary>
    public const string Name = "copier-lines";

    /// <summary>What precedes the lines.</summary>
    public const int HeaderBytes = 4;

    /// <summary>How long a block may be: as long as the provider's largest batch.</summary>
    public const int MaxBytes = 256 * 1024;

    private const int OrdersMade = 4000;                        // more than fit
    private const int Orders = 2_000_000;                       // from which they are taken in long strides, or the amounts would be shorter than on average
    private const int Stride = 7919;

    private readonly byte[] _bytes;
    private readonly byte[] _part;
    private readonly int[] _ends;

    private CopierBlock(ReadOnlySpan<byte> lines)
    {
        List<int> ends = [];
        for (int end = 0; lines[end..].IndexOf((byte)'\n') is >= 0 and var next && HeaderBytes + end + next < MaxBytes; ends.Add(end))
        {
            end += next + 1;
        }

        _ends = [.. ends];
        _bytes = [.. new byte[HeaderBytes], .. lines[.._ends[^1]]];
        _part = new byte[_bytes.Length];
        BinaryPrimitives.WriteInt32LittleEndian(_bytes, _ends[^1]);
    }

    /// <summary>How many lines the whole block has.</summary>
    public int Lines => _ends.Length;

    /// <summary>A block of the first so many lines. Valid until the next call for another number than <see cref="Lines"/>.</summary>
    public ReadOnlySpan<byte> First(int lines)
    {
        if (lines == Lines)
        {
            return _bytes;
        }

        Span<byte> part = _part.AsSpan(0, HeaderBytes + _ends[lines - 1]);
        _bytes.AsSpan(0, part.Length).CopyTo(part);
        BinaryPrimitives.WriteInt32LittleEndian(part, _ends[lines - 1]);
        return part;
    }

    public static async Task<CopierBlock> MakeAsync(LogTarget target)
    {
        string directory = Directory.CreateDirectory($"{target.FilePath}.lines").FullName;
        using Process maker = Process.Start(ChildRun.Command([Name, target.Format.ToString(), directory]))!;
        await maker.WaitForExitAsync();
        if (maker.ExitCode != 0) throw new InvalidOperationException("The copier's lines could not be made.");
        return new CopierBlock(LogTarget.FilesIn(directory).Order(StringComparer.Ordinal).SelectMany(File.ReadAllBytes).ToArray());
    }

    /// <summary>The process that makes them.</summary>
    public static async Task<int> RunAsync(string format, string directory)
    {
        await using LogActorsCase subject = new();
        ILoggerFactory factory = await subject.StartAsync(LogTarget.Of(0, directory, Enum.Parse<OutputFormat>(format)));
        ILogger logger = factory.CreateLogger(ApplicationCommand.Category);
        for (int i = 0; i < OrdersMade; i++)
        {
            Callers.LogOne(OrderLog.Accepted, logger, WarmUp.Records + (int)((long)i * Stride % Orders));
        }

        await subject.FinishAsync();
        return 0;
    }
}
