namespace LogActors.Tests;

/// <summary>Takes what is written to standard error while it exists, with a fresh allowance of lines. Its users are a collection of their own, since there is one standard error.</summary>
internal sealed class StandardErrorCapture : IDisposable
{
    private readonly TextWriter _before = Console.Error;
    private readonly int _linesBefore = StandardError.LinesLeft;
    private readonly StringWriter _text = new();

    public StandardErrorCapture()
    {
        Console.SetError(_text);
        StandardError.LinesLeft = 100;
    }

    public string[] Lines => _text.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Makes each further write throw.</summary>
    public void Break() => _text.Dispose();

    public void Dispose()
    {
        Console.SetError(_before);
        StandardError.LinesLeft = _linesBefore;
        _text.Dispose();
    }
}
