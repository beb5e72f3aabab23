using System.Globalization;

namespace LogActors.Chaos;

/// <summary>Says when a producer has been acknowledged, and when it was put off, for the first time after a mark.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class AckWatch(string tag)
{
    private static readonly Lock Output = new();

    private readonly Lock _gate = new();
    private int _mark = -1;
    private long _markedAt;
    private bool _acknowledged = true;
    private bool _putOff = true;

    public static void Say(FormattableString line) => Say(line.ToString(CultureInfo.InvariantCulture));

    public static void Say(string line)
    {
        lock (Output)
        {
            Console.Out.WriteLine(line);
            Console.Out.Flush();
        }
    }

    /// <summary>Calls that begin from now on count for this mark.</summary>
    public void Mark(int mark)
    {
        lock (_gate)
        {
            (_mark, _markedAt, _acknowledged, _putOff) = (mark, HistoryWriter.Now(), false, false);
        }
    }

    /// <summary>Takes up an answer to a call that began at a time of <see cref="HistoryWriter.Now"/>.</summary>
    public void Answered(long begunAt, AppendReceipt receipt)
    {
        lock (_gate)
        {
            if (begunAt < _markedAt)
            {
                return;
            }

            if (receipt.Outcome == AppendOutcome.Appended && !_acknowledged)
            {
                _acknowledged = true;
                Say($"marked {_mark} {tag} {HistoryWriter.Now()}");
            }
            else if (receipt.Outcome != AppendOutcome.Appended && !_putOff)
            {
                _putOff = true;
                Say($"nacked {_mark} {tag} {receipt.Outcome}");
            }
        }
    }
}
