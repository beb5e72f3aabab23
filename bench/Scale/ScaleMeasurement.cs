namespace LogActors.Bench;

/// <summary>One run of <c>scale</c>; the members are those of the JSON file.</summary>
/// <param name="Files">Log files.</param>
/// <param name="Producers">Each of which sends to all of them.</param>
/// <param name="Connections">Over which they do.</param>
/// <param name="Records">Of all of them together.</param>
/// <param name="RecordsPerBatch">In each call.</param>
/// <param name="RecordsPerSecond">From the first call until the last has its answer.</param>
/// <param name="FirstRecordsPerSecond">The same of the first pass, in which the log files are made.</param>
/// <param name="CpuNanosecondsPerRecord">Of both processes.</param>
/// <param name="SiloCpuNanosecondsPerRecord">Of the silo.</param>
/// <param name="SiloPeakBytes">The silo's highest resident memory, all passes included.</param>
/// <param name="SiloFinalBytes">The silo's resident memory some seconds afterwards.</param>
/// <param name="Busy">Answers in all passes that told a producer to come again later.</param>
/// <param name="Unanswered">Calls in all passes that had no answer in time, and were sent again.</param>
/// <param name="Run">Which of the runs of these numbers it is, from 1.</param>
internal sealed record ScaleMeasurement(
    int Files,
    int Producers,
    int Connections,
    long Records,
    int RecordsPerBatch,
    double RecordsPerSecond,
    double FirstRecordsPerSecond,
    double CpuNanosecondsPerRecord,
    double SiloCpuNanosecondsPerRecord,
    long SiloPeakBytes,
    long SiloFinalBytes,
    long Busy,
    long Unanswered,
    int Run);
