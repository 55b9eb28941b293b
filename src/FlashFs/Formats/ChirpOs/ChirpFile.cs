using System.Text;

namespace FlashFs.Formats.ChirpOs;

/// <summary>A file: a text of UTF-16 code units, any of them.</summary>
/// <remarks>Source: Abracawdabra/ChirpOS, <c>src/node_modules/_io.js</c>, <c>File</c>.</remarks>
public sealed class ChirpFile : ChirpNode
{
    private char[] _units;
    private int _length;
    private string? _data;

    // Another file has the same array: whoever changes it takes one of its own first.
    private bool _shared;
    private bool _isBinary;

    /// <summary>Makes a file that lies nowhere yet.</summary>
    public ChirpFile(ChirpNodeInfo info, string data = "")
        : base(info)
    {
        _units = data.ToCharArray();
        _length = _units.Length;
    }

    private ChirpFile(ChirpNodeInfo info, ChirpFile other)
        : base(info)
    {
        _units = other._units;
        _length = other._length;
        _data = other._data;
        _isBinary = other._isBinary;
        _shared = true;
    }

    /// <summary>How long the contents are, in UTF-16 code units.</summary>
    public int Length => _length;

    /// <summary>
    /// The contents. Setting them is what the kernel does after its checks: nothing is checked and nothing saved, and the file
    /// counts as text from then on.
    /// </summary>
    public string Data
    {
        get => _data ??= new string(_units, 0, _length);
        set
        {
            _units = value.ToCharArray();
            _length = value.Length;
            _data = value;
            _shared = false;
            _isBinary = false;
        }
    }

    /// <summary>Whether each code unit stands for a byte. It ends when one is written that does not.</summary>
    public bool IsBinary => _isBinary;

    internal ReadOnlySpan<char> Span => _units.AsSpan(0, _length);

    /// <summary>Makes a file of bytes: text where they are valid UTF-8, else one code unit a byte.</summary>
    public static ChirpFile FromBytes(ChirpNodeInfo info, ReadOnlySpan<byte> bytes)
    {
        var file = new ChirpFile(info);
        file.SetBytes(bytes);
        return file;
    }

    /// <summary>Replaces the contents by bytes: text where they are valid UTF-8, else one code unit a byte.</summary>
    public void SetBytes(ReadOnlySpan<byte> bytes)
    {
        _isBinary = !System.Text.Unicode.Utf8.IsValid(bytes);
        Encoding encoding = _isBinary ? Encoding.Latin1 : Encoding.UTF8;
        _units = new char[encoding.GetCharCount(bytes)];
        _length = encoding.GetChars(bytes, _units);
        _data = null;
        _shared = false;
    }

    /// <summary>
    /// The contents as bytes: of a binary file its bytes, of any other its text as UTF-8. Half a surrogate pair, which UTF-8 cannot
    /// have, becomes the three bytes that it would have if it could.
    /// </summary>
    public byte[] ToBytes() => ChirpOsBytes.Of(Span, _isBinary);

    internal override ChirpNode Copy(string? name = null) => CopyTo(Info.Copy(name));

    internal ChirpFile CopyTo(ChirpNodeInfo info)
    {
        _shared = true;
        return new ChirpFile(info, this);
    }

    /// <summary>Marks the contents as bytes, or says that they are not.</summary>
    internal bool TrySetBinary()
    {
        _isBinary = ChirpOsBytes.AreBytes(Span);
        return _isBinary;
    }

    internal bool HasSameContents(ChirpFile other) =>
        _isBinary == other._isBinary && _length == other._length
        && (ReferenceEquals(_units, other._units) || Span.SequenceEqual(other.Span));

    /// <summary>Writes over what is there from a position on, and behind the end.</summary>
    /// <param name="position">Where, in code units; at most <see cref="Length"/>.</param>
    /// <param name="data">What.</param>
    /// <param name="cut">Whether what lies behind goes.</param>
    /// <returns>Takes the change back.</returns>
    internal Action Write(int position, ReadOnlySpan<char> data, bool cut)
    {
        (char[] units, int length, string? text, bool shared, bool binary) = (_units, _length, _data, _shared, _isBinary);
        int end = checked(position + data.Length);
        int newLength = cut ? end : Math.Max(end, _length);
        char[]? overwritten = null;
        if (_shared || newLength > _units.Length)
        {
            // Doubling keeps a file that grows by small writes from being copied each time.
            _units = new char[_shared ? newLength : Math.Max(newLength, (int)Math.Min(_units.Length * 2L, Array.MaxLength))];
            units.AsSpan(0, Math.Min(length, newLength)).CopyTo(_units);
            _shared = false;
        }
        else
        {
            overwritten = _units.AsSpan(position, Math.Min(data.Length, length - position)).ToArray();
        }

        data.CopyTo(_units.AsSpan(position));
        _length = newLength;
        _data = null;
        _isBinary = _isBinary && ChirpOsBytes.AreBytes(data);
        return () =>
        {
            overwritten?.CopyTo(units, position);
            (_units, _length, _data, _shared, _isBinary) = (units, length, text, shared, binary);
        };
    }
}
