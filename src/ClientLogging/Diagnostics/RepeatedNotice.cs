namespace LogActors;

/// <summary>Says on standard error what may come again and again: the same sentence at most once a minute.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class RepeatedNotice(TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, long> _said = new(StringComparer.Ordinal);

    public void Say(string sentence)
    {
        foreach (string old in _said.Where(said => time.GetElapsedTime(said.Value) >= Interval).Select(said => said.Key).ToArray())
        {
            _said.Remove(old);
        }

        if (_said.TryAdd(sentence, time.GetTimestamp()))
        {
            StandardError.Write(sentence);
        }
    }
}
