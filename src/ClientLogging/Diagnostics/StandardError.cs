namespace LogActors;

/// <summary>The few things that a person must see, since no log file can tell them.</summary>
internal static class StandardError
{
    private const int MaxLines = 100;

    private static int s_lines;

    /// <summary>Writes one line, marked with where it comes from; after a hundred in one process the rest are left to the event source. Never throws.</summary>
    public static void Write(string sentence)
    {
        ClientEvents.Log.Notice(sentence);
        int lines = Interlocked.Increment(ref s_lines);
        if (lines <= MaxLines)
        {
            WriteLine($"LogActors: {sentence}");
        }

        if (lines == MaxLines)
        {
            WriteLine("LogActors: further messages of this process go to the event source 'LogActors-Client' only.");
        }
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
