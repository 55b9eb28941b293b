namespace FlashFs.Tool.Output;

/// <summary>
/// A line on a terminal that says what takes so long, from half a second on, and is gone when it is done: nothing of it is in a
/// file, in a pipe or beside a result for programs.
/// </summary>
internal sealed class WaitingLine : IDisposable
{
    private readonly ToolSession _session;
    private readonly string _text;
    private readonly Lock _guard = new();
    private readonly Timer? _timer;
    private bool _isShown;
    private bool _isOver;

    private WaitingLine(ToolSession session, string text)
    {
        _session = session;
        _text = text;
        if (session.Patience == TimeSpan.Zero)
        {
            Show();
            return;
        }

        _timer = new Timer(static line => ((WaitingLine)line!).Show(), this, session.Patience, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Begins to wait; null where nobody is looking, or where the terminal cannot take a line back.</summary>
    /// <param name="session">Whose diagnostics go to the terminal.</param>
    /// <param name="text">What is done, short enough for every terminal: a line that wraps cannot be taken back.</param>
    /// <param name="asJson">Whether the result is one for programs.</param>
    public static WaitingLine? Begin(ToolSession session, string text, bool asJson) =>
        session.ErrorIsTerminal && session.UseColour && !asJson ? new WaitingLine(session, $"flashfs: {text} …") : null;

    /// <summary>Takes the line back, if it came to one.</summary>
    public void Dispose()
    {
        _timer?.Dispose();
        lock (_guard)
        {
            _isOver = true;
            if (_isShown)
            {
                Put($"\r{new string(' ', _text.Length)}\r");
            }
        }
    }

    private void Show()
    {
        lock (_guard)
        {
            if (!_isOver)
            {
                _isShown = true;
                Put(_text);
            }
        }
    }

    private void Put(string text)
    {
        _session.Error.Write(text);
        _session.Error.Flush();
    }
}
