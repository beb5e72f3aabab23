namespace LogActors.Chaos;

/// <summary>A segment of a log file as it is on the disk: plain, compressed, or for a moment both.</summary>
/// <param name="Name">The name of the plain file, whether it is there or not.</param>
/// <param name="Row">What it shares with the segments that are counted together with it; empty if it is not counted.</param>
/// <param name="Date">The digits of its period, or what is ordered behind them all.</param>
/// <param name="Number">Which of its row it is.</param>
/// <param name="Paths">The files that hold it, the plain one first.</param>
internal sealed record SegmentFile(string Name, string Row, string Date, int Number, IReadOnlyList<string> Paths);
