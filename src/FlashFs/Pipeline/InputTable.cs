namespace FlashFs.Pipeline;

/// <summary>
/// The inputs of a build by their paths, in an order that is the same in every build. What compares one table with another looks
/// at the same place first: from one build to the next hardly any path comes or goes.
/// </summary>
internal sealed class InputTable
{
    private readonly string[] _paths;
    private readonly InputStamp[] _stamps;
    private Dictionary<string, InputStamp>? _byPath;

    /// <summary>Takes paths, each of them once, and a stamp of each.</summary>
    public InputTable(string[] paths, InputStamp[] stamps)
    {
        _paths = paths;
        _stamps = stamps;
    }

    /// <summary>A table of nothing.</summary>
    public static InputTable Empty { get; } = new([], []);

    /// <summary>The number of inputs.</summary>
    public int Count => _paths.Length;

    /// <summary>The path at a place.</summary>
    public string PathAt(int place) => _paths[place];

    /// <summary>The stamp at a place.</summary>
    public InputStamp StampAt(int place) => _stamps[place];

    /// <summary>The stamp of a path, or null; quick where the path is at the place where it is looked for.</summary>
    public InputStamp? Find(string path, int place) =>
        place < _paths.Length && string.Equals(_paths[place], path, StringComparison.Ordinal) ? _stamps[place] : Find(path);

    /// <summary>The stamp of a path, or null.</summary>
    public InputStamp? Find(string path) => (_byPath ??= ByPath()).GetValueOrDefault(path);

    /// <summary>Whether these are the inputs, all of them and no other, by length and time alone.</summary>
    public bool Matches(IReadOnlyList<SourceFile> inputs)
    {
        if (inputs.Count != Count)
        {
            return false;
        }

        for (int i = 0; i < _paths.Length; i++)
        {
            SourceFile input = inputs[i];
            if (!string.Equals(_paths[i], input.Display, StringComparison.Ordinal)
                || !_stamps[i].Matches(input.Contents.Length, input.Contents.LastWriteTimeUtc.Ticks))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether another table has these paths and no other.</summary>
    public bool HasSamePaths(InputTable other) => _paths.AsSpan().SequenceEqual(other._paths);

    private Dictionary<string, InputStamp> ByPath()
    {
        var byPath = new Dictionary<string, InputStamp>(_paths.Length, StringComparer.Ordinal);
        for (int i = 0; i < _paths.Length; i++)
        {
            byPath.TryAdd(_paths[i], _stamps[i]); // a state that names one twice is nobody's of ours, and no reason to fail
        }

        return byPath;
    }
}
