namespace FlashFs.Transforms;

/// <summary>Keeps the last lines of one or two streams, however long they are; and passes each on, if somebody listens.</summary>
internal sealed class LastLines(int count, Action<string>? listener = null)
{
    private const int MaxLineLength = 500;

    private readonly Queue<string> _lines = new();
    private readonly Lock _lock = new();

    /// <summary>The last lines so far.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>Reads to the end.</summary>
    public async Task ReadAsync(TextReader reader)
    {
        // In blocks: a line without an end must not grow in memory.
        char[] block = new char[4096];
        var line = new System.Text.StringBuilder();
        bool inSequence = false;
        int read;
        while ((read = await reader.ReadAsync(block).ConfigureAwait(false)) > 0)
        {
            foreach (char next in block.AsSpan(0, read))
            {
                if (next is '\n' or '\r') // what counts up in place is a line each time
                {
                    Add(line);
                }
                else if (!IsControl(next, ref inSequence) && line.Length < MaxLineLength)
                {
                    line.Append(next);
                }
            }
        }

        Add(line);
    }

    // Colours and cursor movements of tools that take us for a terminal: from ESC to the letter that ends the sequence.
    private static bool IsControl(char next, ref bool inSequence)
    {
        bool inside = inSequence;
        inSequence = next == '\x1b' || (inSequence && !char.IsAsciiLetter(next));
        return inside || (char.IsControl(next) && next != '\t');
    }

    private void Add(System.Text.StringBuilder line)
    {
        string text = line.ToString().TrimEnd();
        line.Clear();
        if (text.Length == 0)
        {
            return;
        }

        lock (_lock)
        {
            _lines.Enqueue(text);
            if (_lines.Count > count)
            {
                _lines.Dequeue();
            }

            listener?.Invoke(text); // under the lock: two streams do not talk at once
        }
    }
}
