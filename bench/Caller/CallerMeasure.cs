using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace LogActors.Bench;

/// <summary>The child process: measures the calls of one case on one thread, and prints the result.</summary>
internal static class CallerMeasure
{
    public const string Name = "measure-caller";
    private const int WarmUpBlocks = 20;
    private const int Blocks = 25;
    private const int CallsInBlock = 50_000;                    // 2 MiB of records, which the buffer holds
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(50);

    public static async Task<int> RunAsync(string[] words)
    {
        CallerCase subject = Enum.Parse<CallerCase>(words[0]);
        int round = int.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture);
        LogActorsOptions options = new() { BufferCapacityBytes = subject == CallerCase.Dropped ? 64 * 1024 : 16 * 1024 * 1024, ShutdownTimeout = TimeSpan.Zero };
        await using LogDelivery delivery = new(options, LogFileName.Parse("bench"), new PlayedCluster(answers: subject != CallerCase.Dropped), TimeProvider.System);
        await using LogActorsLoggerProvider provider = new(new FixedOptions<LogActorsOptions>(options), delivery, TimeProvider.System);
        using FloorLoggerProvider floor = new();
        bool disabled = subject is CallerCase.Disabled or CallerCase.DisabledWithout;
        using LoggerFactory factory = new(
            [subject is CallerCase.Floor or CallerCase.DisabledWithout ? floor : provider],
            new LoggerFilterOptions { MinLevel = disabled ? LogLevel.Warning : LogLevel.Information });
        ILogger logger = factory.CreateLogger("LogActors.Bench.Orders");

        List<double> blocks = [];
        long allocated = 0;
        for (int block = -WarmUpBlocks; block < Blocks; block++)
        {
            if (subject == CallerCase.Accepted)
            {
                await delivery.FlushAsync();
            }

            if (block < 0)
            {
                await Task.Delay(Rest, TimeProvider.System);    // for the runtime to compile what it wants to
            }

            (double nanoseconds, long bytes) = Measure(logger);
            if (block >= 0)
            {
                blocks.Add(nanoseconds);
                allocated += bytes;
            }
        }

        Check(subject, delivery.Counts);
        Console.WriteLine(JsonSerializer.Serialize(new CallerMeasurement(subject, round, Spread.Of(blocks).Median, (double)allocated / (Blocks * CallsInBlock))));
        return 0;
    }

    private static (double Nanoseconds, long Bytes) Measure(ILogger logger)
    {
        Callers callers = new(OrderLog.Accepted, logger, threads: 1);
        long start = 0;
        long bytes = callers.Run(1_000_000, CallsInBlock, beforeStart: () => start = Stopwatch.GetTimestamp());
        return (Stopwatch.GetElapsedTime(start).TotalNanoseconds / CallsInBlock, bytes);
    }

    // A case that did something else than its name says has no number.
    private static void Check(CallerCase subject, DeliveryCounts counts)
    {
        const long All = (long)(WarmUpBlocks + Blocks) * CallsInBlock;
        bool right = subject switch
        {
            CallerCase.Accepted => counts is { Accepted: All, Dropped: 0 },
            CallerCase.Dropped => counts.Accepted == All && counts.Dropped > All * 99 / 100,
            _ => counts.Accepted == 0,
        };
        if (!right)
        {
            throw new InvalidOperationException($"{subject}: {counts}");
        }
    }
}
