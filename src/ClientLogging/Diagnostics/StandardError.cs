namespace LogActors;

/// <summary>The few things that a person must see, since no log file can tell them.</summary>
internal static class StandardError
{
    private const int MaxLines = 100;

    private static int s_left = MaxLines;

    /// <summary>How many lines <see cref="Write"/> may still write; a hundred when the process starts.</summary>
    public static int LinesLeft
    {
        get => Volatile.Read(ref s_left);
        set => Volatile.Write(ref s_left, value);
    }

    /// <summary>Writes one line, marked with where it comes from; after a hundred in one process the rest are left to the event source. Never throws.</summary>
    public static void Write(string sentence)
    {
        ClientEvents.Log.Notice(sentence);
        int left = Interlocked.Decrement(ref s_left);
        if (left >= 0)
        {
            WriteLine($"LogActors: {sentence}");
        }

        if (left == 0)
        {
            WriteLine("LogActors: further messages of this process go to the event source 'LogActors-Client' only, except those that tell of lost records.");
        }
    }

    /// <summary>Writes one line that tells of lost records, however many lines there have been. Never throws.</summary>
    public static void WriteLoss(string sentence)
    {
        ClientEvents.Log.Notice(sentence);
        WriteLine($"LogActors: {sentence}");
    }

    private static void WriteLine(string line)
    {
        try
        {
            Console.Error.WriteLine(line);
        }
        catch (Exception)
        {
            // The application may have put any writer in its place, closed it, or closed the pipe behind it. Delivery goes on; the event source has the sentence.
        }
    }
}
