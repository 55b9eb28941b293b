namespace FlashFs.Formats.ChirpOs;

/// <summary>
/// Writes a tree as JSON: all of it, or what differs from a base. There a node that is gone is null, a file that is new or other
/// is whole, and a directory has its own properties only where they are other ones.
/// </summary>
internal sealed class ChirpOsSerializer
{
    private readonly ChirpOsJsonWriter _writer;
    private readonly List<(ChirpFile File, ChirpOsPlaces Places)> _files = [];

    private readonly int _maximumLength;

    private ChirpOsSerializer(bool indented, int maximumLength)
    {
        _writer = new ChirpOsJsonWriter(indented);
        _maximumLength = maximumLength;
    }

    private bool IsTooLong => _writer.Length > _maximumLength;

    /// <summary>Writes a tree.</summary>
    /// <param name="root">The tree.</param>
    /// <param name="former">The base; null where there is none.</param>
    /// <param name="indented">Whether for people to read.</param>
    /// <param name="maximumLength">How long the text may get.</param>
    /// <returns>The text; null when it would be longer.</returns>
    public static ChirpOsText? Write(
        ChirpRootDirectory root, ChirpRootDirectory? former, bool indented, int maximumLength = ChirpOsLayout.MaximumTextLength)
    {
        var serializer = new ChirpOsSerializer(indented, maximumLength);
        serializer._writer.BeginObject();
        serializer.Directory(root, former);
        serializer._writer.EndObject();
        serializer._writer.EndText();
        return serializer.IsTooLong ? null : new ChirpOsText(serializer._writer.Text.ToArray(), serializer._files);
    }

    private void Directory(ChirpBaseDirectory directory, ChirpBaseDirectory? former)
    {
        if (former is null || !directory.Info.IsSame(former.Info))
        {
            if (directory is ChirpRootDirectory && directory.Name.Length > 0)
            {
                _writer.Member(ChirpOsLayout.NameProperty, directory.Name);
            }

            Info(directory.Info);
        }

        using IEnumerator<ChirpNode> before = (former?.Children ?? []).GetEnumerator();
        bool hasBefore = before.MoveNext();
        foreach (ChirpNode node in directory.Children)
        {
            while (hasBefore && string.CompareOrdinal(before.Current.Name, node.Name) < 0)
            {
                _writer.Null(before.Current.Name);
                hasBefore = before.MoveNext();
            }

            ChirpNode? same = hasBefore && before.Current.Name == node.Name ? before.Current : null;
            Node(node, same);
            if (same is not null)
            {
                hasBefore = before.MoveNext();
            }

            if (IsTooLong)
            {
                return;
            }
        }

        for (; hasBefore; hasBefore = before.MoveNext())
        {
            _writer.Null(before.Current.Name);
        }
    }

    private void Node(ChirpNode node, ChirpNode? former)
    {
        if (node is ChirpFile file)
        {
            if (former is not ChirpFile formerFile || !file.Info.IsSame(formerFile.Info) || !file.HasSameContents(formerFile))
            {
                File(file);
            }

            return;
        }

        // Whether anything below differs shows when it has been written; what holds nothing is taken back.
        (int Length, int Depth, bool IsFirst) mark = _writer.Mark;
        var formerDirectory = former as ChirpBaseDirectory;
        _writer.Key(node.Name);
        _writer.BeginObject();
        Directory((ChirpBaseDirectory)node, formerDirectory);
        if (formerDirectory is not null && _writer.IsEmptyObject)
        {
            _writer.GoBack(mark);
            return;
        }

        _writer.EndObject();
    }

    private void File(ChirpFile file)
    {
        int start = _writer.Key(file.Name);
        _writer.BeginObject();
        Info(file.Info);
        _writer.Key(ChirpOsLayout.DataProperty);
        int dataStart = _writer.Length;
        _writer.String(file.Span);
        int dataEnd = _writer.Length;
        if (file.IsBinary)
        {
            _writer.True(ChirpOsLayout.BinaryProperty);
        }

        _writer.EndObject();
        _files.Add((file, new ChirpOsPlaces(start, dataStart, dataEnd, _writer.Length)));
    }

    private void Info(ChirpNodeInfo info)
    {
        _writer.Member(ChirpOsLayout.CreatedProperty, info.Created);
        _writer.Member(ChirpOsLayout.ModifiedProperty, info.Modified);
        _writer.Member(ChirpOsLayout.AccessedProperty, info.Accessed);
        if (info.Flags != ChirpFlags.None)
        {
            _writer.Member(ChirpOsLayout.FlagsProperty, (int)info.Flags);
        }
    }
}
