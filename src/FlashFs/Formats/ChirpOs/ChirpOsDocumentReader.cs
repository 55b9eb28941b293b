using System.Globalization;
using FlashFs.Diagnostics;

namespace FlashFs.Formats.ChirpOs;

/// <summary>
/// Makes nodes of a JSON text, whatever the text is: what is wrong is listed and left out, and where the text itself breaks,
/// what came before remains. It does not recurse, and makes at most so many nodes.
/// </summary>
internal ref struct ChirpOsDocumentReader
{
    private readonly ChirpOsDamageList _damage;
    private readonly bool _isCut;
    private readonly int _length;
    private ChirpOsJsonReader _json;
    private ChirpOsStoredNode _node;
    private int _nodes = 1;

    private ChirpOsDocumentReader(ReadOnlySpan<char> text, bool isCut, ChirpOsDamageList damage)
    {
        _json = new ChirpOsJsonReader(text);
        _length = text.Length;
        _isCut = isCut;
        _damage = damage;
        _node = new ChirpOsStoredNode("", null, 0);
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isCut">Whether it is known to end early: then its end is no damage of its own.</param>
    /// <param name="damage">Takes what is wrong.</param>
    /// <param name="isWhole">Whether the text was JSON from its beginning to its end.</param>
    /// <returns>The root, with as much as could be read.</returns>
    public static ChirpOsStoredNode Read(ReadOnlySpan<char> text, bool isCut, ChirpOsDamageList damage, out bool isWhole)
    {
        var reader = new ChirpOsDocumentReader(text, isCut, damage);
        ChirpOsStoredNode root = reader._node;
        isWhole = reader.Read() && !isCut;
        if (!isWhole)
        {
            reader.Close();
        }

        return root;
    }

    // Unwinds what is open where the text breaks. An object without contents and children could have become a file: it goes.
    private void Close()
    {
        while (_node.Parent is { } parent)
        {
            _node.End = _json.Position;
            _node.IsDamaged = true; // whether its contents are bytes or text comes behind them
            if (_node.Data is null && _node.Children is null)
            {
                parent.Children!.Remove(_node.Name);
            }

            _node = parent;
        }
    }

    private bool Read()
    {
        if (!_json.TryTake('{'))
        {
            // A cut text of which nothing is left says nothing new.
            return _isCut && _length == 0
                ? false
                : Fail(DiagnosticCodes.NotThisFormat, "an object, the root of the file system");
        }

        bool first = true;
        while (true)
        {
            if (_json.TryTake('}'))
            {
                _node.End = _json.Position;
                CheckKind();
                if (_node.Parent is null)
                {
                    return _json.IsAtEnd() || Fail(DiagnosticCodes.InvalidField, "nothing behind the root");
                }

                _node = _node.Parent;
                first = false;
                continue;
            }

            if (!first && !_json.TryTake(','))
            {
                return Fail(DiagnosticCodes.InvalidField, "a comma or the end of the object");
            }

            _json.Peek();
            int start = _json.Position;
            if (!_json.TryReadString(out string key))
            {
                return Fail(DiagnosticCodes.InvalidField, "a name or property in quotation marks");
            }

            if (!_json.TryTake(':'))
            {
                return Fail(DiagnosticCodes.InvalidField, "a colon");
            }

            first = false;
            if (key.StartsWith(ChirpOsLayout.Separator))
            {
                if (!ReadProperty(key, start))
                {
                    return false;
                }
            }
            else if (!ReadChild(key, start, out bool entered))
            {
                return false;
            }
            else
            {
                first = entered;
            }
        }
    }

    private bool ReadChild(string name, int start, out bool entered)
    {
        entered = false;
        if (name.Length == 0 || name.Contains(ChirpOsLayout.Separator, StringComparison.Ordinal))
        {
            _damage.AddAt(DiagnosticCodes.InvalidField, start, "a name that is not empty and has no '/'", $"'{name}'", _node.Describe());
            return Skip();
        }

        if (_json.Peek() == '{')
        {
            if (_node.Depth >= ChirpOsLayout.MaximumDepth)
            {
                _damage.AddAt(DiagnosticCodes.InvalidField, start, $"at most {ChirpOsLayout.MaximumDepth} directories in each other", "one more", _node.Describe());
                return Skip();
            }

            _json.TryTake('{');
            entered = true;
            ChirpOsStoredNode? child = Add(name, start);
            _node = child ?? _node;
            return child is not null;
        }

        int place = _json.Position;
        if (!_json.TryReadWord(out ReadOnlySpan<char> word) || word is not "null")
        {
            return Refuse(place, "an object, or null for a node that was deleted");
        }

        ChirpOsStoredNode? deleted = Add(name, start);
        if (deleted is not null)
        {
            deleted.IsDeleted = true;
            deleted.End = _json.Position;
        }

        return deleted is not null;
    }

    private ChirpOsStoredNode? Add(string name, int start)
    {
        if (++_nodes > ChirpOsLayout.MaximumNodes)
        {
            _damage.AddAt(DiagnosticCodes.InvalidField, start, $"at most {ChirpOsLayout.MaximumNodes} files and directories", "more");
            return null;
        }

        var child = new ChirpOsStoredNode(name, _node, start);
        _node.Children ??= new SortedDictionary<string, ChirpOsStoredNode>(StringComparer.Ordinal);
        if (!_node.Children.TryAdd(name, child))
        {
            _damage.AddAt(DiagnosticCodes.InvalidField, start, "each name once", "the name again", child.Describe());
            _node.Children[name] = child;
        }

        return child;
    }

    private bool ReadProperty(string property, int start)
    {
        _json.Peek();
        int place = _json.Position;
        switch (property)
        {
            case ChirpOsLayout.DataProperty when _node.Parent is not null:
                if (_json.Peek() != '"')
                {
                    return Refuse(place, $"a text as '{property}'");
                }

                if (!_json.TryReadString(out string data))
                {
                    return Fail(DiagnosticCodes.InvalidField, "the rest of a text");
                }

                (_node.Data, _node.DataStart, _node.DataEnd) = (data, place, _json.Position);
                return true;
            case ChirpOsLayout.NameProperty when _node.Parent is null:
                if (_json.Peek() != '"')
                {
                    return Refuse(place, $"a text as '{property}'");
                }

                return _json.TryReadString(out string name) ? SetRootName(name, place) : Fail(DiagnosticCodes.InvalidField, "the rest of a text");
            case ChirpOsLayout.BinaryProperty when _node.Parent is not null:
                if (!_json.TryReadWord(out ReadOnlySpan<char> word) || word is not ("true" or "false"))
                {
                    _node.IsDamaged = true;
                    return Refuse(place, $"true or false as '{property}'");
                }

                _node.IsBinary = word is "true";
                return true;
            case ChirpOsLayout.CreatedProperty or ChirpOsLayout.ModifiedProperty or ChirpOsLayout.AccessedProperty:
                return ReadTime(property, place);
            case ChirpOsLayout.FlagsProperty:
                return ReadFlags(place);
            default:
                _damage.AddAt(DiagnosticCodes.InvalidField, start, "a property that is known here", $"'{property}'", _node.Describe());
                return Skip();
        }
    }

    private readonly bool SetRootName(string name, int place)
    {
        if (name.Contains(ChirpOsLayout.Separator, StringComparison.Ordinal))
        {
            _damage.AddAt(DiagnosticCodes.InvalidField, place, "a name without '/'", $"'{name}'", "/");
            return true;
        }

        _node.RootName = name;
        _node.HasInfo = true;
        return true;
    }

    private bool ReadTime(string property, int place)
    {
        if (!TryReadInteger(out long value) || value is < -ChirpOsLayout.MaximumTime or > ChirpOsLayout.MaximumTime)
        {
            return Refuse(place, $"a time in whole milliseconds as '{property}'");
        }

        _node.HasInfo = true;
        switch (property)
        {
            case ChirpOsLayout.CreatedProperty:
                _node.Created = value;
                break;
            case ChirpOsLayout.ModifiedProperty:
                _node.Modified = value;
                break;
            default:
                _node.Accessed = value;
                break;
        }

        return true;
    }

    private bool ReadFlags(int place)
    {
        if (!TryReadInteger(out long value) || (value & ~(long)ChirpOsLayout.KnownFlags) != 0)
        {
            return Refuse(place, $"flags from 0 to {(int)ChirpOsLayout.KnownFlags} as '{ChirpOsLayout.FlagsProperty}'");
        }

        _node.Flags = (ChirpFlags)value;
        _node.HasInfo = true;
        return true;
    }

    private bool TryReadInteger(out long value)
    {
        value = 0;
        if (!_json.TryReadWord(out ReadOnlySpan<char> word) || !double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            || !double.IsInteger(number) || Math.Abs(number) > ChirpOsLayout.MaximumTime)
        {
            return false;
        }

        value = (long)number;
        return true;
    }

    private readonly void CheckKind()
    {
        if (_node.Data is null)
        {
            if (_node.IsBinary)
            {
                _damage.AddAt(DiagnosticCodes.InvalidField, _node.Start, "contents, as the node is marked as binary", "none", _node.Describe());
            }

            return;
        }

        if (_node.Children is not null)
        {
            _damage.AddAt(DiagnosticCodes.InvalidField, _node.Start, "a file or a directory", "contents and children in one node", _node.Describe());
            _node.Children = null;
        }

        if (_node.IsBinary && !ChirpOsBytes.AreBytes(_node.Data))
        {
            _damage.AddAt(DiagnosticCodes.InvalidField, _node.DataStart, "code units up to 255, as the contents are marked as bytes", "a larger one", _node.Describe());
            _node.IsBinary = false;
            _node.IsDamaged = true;
        }
    }

    private bool Refuse(int place, string expected)
    {
        _json.MoveTo(place);
        if (place >= _length)
        {
            return Fail(DiagnosticCodes.InvalidField, expected);
        }

        _damage.AddAt(DiagnosticCodes.InvalidField, place, expected, Found(place), _node.Describe());
        return Skip();
    }

    private bool Skip() => _json.TrySkipValue() || Fail(DiagnosticCodes.InvalidField, "a value");

    private readonly bool Fail(DiagnosticDescriptor descriptor, string expected)
    {
        bool ended = _json.Position >= _length;
        if (!(ended && _isCut))
        {
            _damage.AddAt(
                ended && _length > 0 && descriptor != DiagnosticCodes.NotThisFormat ? DiagnosticCodes.Truncated : descriptor,
                _json.Position,
                expected,
                ended ? "the end of the text" : Found(_json.Position),
                _node.Parent is null ? null : _node.Describe());
        }

        return false;
    }

    private readonly string Found(int place) => _json.Around(place);
}
