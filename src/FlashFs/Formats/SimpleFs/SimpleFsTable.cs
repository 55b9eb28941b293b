using System.Text;
using System.Text.Unicode;
using FlashFs.Diagnostics;

namespace FlashFs.Formats.SimpleFs;

/// <summary>Reads the table of an image and everything it points at, each file by itself.</summary>
internal sealed class SimpleFsTable
{
    private readonly ReadOnlyMemory<byte> _image;
    private readonly SimpleFsDamageList _damage;
    private readonly int _blobsOffset;

    // As long as each name comes behind the one before, as packers leave them, none can be there twice.
    private HashSet<string>? _names;
    private string? _lastName;
    private long _nameBytes;

    private SimpleFsTable(ReadOnlyMemory<byte> image, int count, SimpleFsDamageList damage)
    {
        _image = image;
        _damage = damage;
        _blobsOffset = (int)SimpleFsLayout.BlobsOffset(count);
        Entries = new List<VolumeEntry>(count);
    }

    public List<VolumeEntry> Entries { get; }

    /// <summary>How many names and contents there are.</summary>
    public int BlobCount => 2 * Entries.Count;

    /// <summary>The entries whose contents cannot be told to be whole and right, by index.</summary>
    public HashSet<int> Damaged { get; } = [];

    private ReadOnlySpan<byte> Image => _image.Span;

    /// <summary>Reads a table; no entries when it does not lie within the image.</summary>
    /// <exception cref="FlashFormatException">Something is wrong and the mode is strict.</exception>
    public static SimpleFsTable Read(ReadOnlyMemory<byte> image, SimpleFsDamageList damage)
    {
        if (!TryCount(image.Span, out uint count))
        {
            string found = image.Length < SimpleFsLayout.CountSize
                ? $"{image.Length} bytes"
                : $"a count of {count}, whose table takes {SimpleFsLayout.BlobsOffset(count)} bytes";
            damage.Add(
                DiagnosticCodes.Truncated,
                0,
                $"a count of files and {SimpleFsLayout.RowSize} bytes for each within the image's {image.Length}",
                found);
            return new SimpleFsTable(image, 0, damage);
        }

        var table = new SimpleFsTable(image, (int)count, damage);
        for (int i = 0; i < count; i++)
        {
            table.ReadRow(i);
        }

        (table._names, table._lastName) = (null, null);
        return table;
    }

    /// <summary>Gives the number of files if the table lies within the image.</summary>
    public static bool TryCount(ReadOnlySpan<byte> image, out uint count)
    {
        count = 0;
        if (image.Length < SimpleFsLayout.CountSize)
        {
            return false;
        }

        count = System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(image);
        return SimpleFsLayout.BlobsOffset(count) <= image.Length;
    }

    /// <summary>The name and the contents of each entry, in that order. Names are looked for again: the image tells where they are.</summary>
    public SimpleFsBlob BlobAt(int number)
    {
        int index = number / 2;
        if (number % 2 != 0)
        {
            return new SimpleFsBlob(Entries[index].Offset, Entries[index].Length, index, IsName: false);
        }

        (int start, int length, _) = FindName(RowAt(index));
        return new SimpleFsBlob(start, length, index, IsName: true);
    }

    /// <summary>Marks the entries that are damaged.</summary>
    public void MarkDamaged()
    {
        foreach (int index in Damaged)
        {
            Entries[index] = Entries[index] with { IsDamaged = true };
        }
    }

    private void ReadRow(int index)
    {
        int offset = SimpleFsLayout.RowOffset(index);
        SimpleFsRow row = RowAt(index);
        ReadOnlySpan<byte> name = ReadName(row, offset);
        string text = Text(name, row, offset);
        CheckName(name, text, offset);
        (int start, int length) = ReadContents(row, offset, index, text);
        Entries.Add(new VolumeEntry(index, text, length, length, start));
    }

    private SimpleFsRow RowAt(int index) => SimpleFsRow.Parse(Image[SimpleFsLayout.RowOffset(index)..]);

    // The VM goes by the NUL alone, so that is the name. One that begins behind the image is empty, at its end.
    private (int Start, int Length, bool HasEnd) FindName(SimpleFsRow row)
    {
        int start = (int)Math.Min(_blobsOffset + (long)row.NameOffset, _image.Length);
        ReadOnlySpan<byte> room = Image.Slice(start, Math.Min(_image.Length - start, SimpleFsLayout.MaximumNameLength + SimpleFsLayout.TerminatorSize));
        int end = room.IndexOf((byte)0);
        return (start, end < 0 ? Math.Min(room.Length, SimpleFsLayout.MaximumNameLength) : end, end >= 0);
    }

    // The length in the row only has to agree.
    private ReadOnlySpan<byte> ReadName(SimpleFsRow row, int offset)
    {
        (int start, int length, bool hasEnd) = FindName(row);
        if (start == _image.Length)
        {
            _damage.Add(
                DiagnosticCodes.Truncated,
                offset + SimpleFsLayout.NameOffsetOffset,
                $"a name offset below {_image.Length - _blobsOffset}, where the image ends",
                $"{row.NameOffset}");
        }
        else if (!hasEnd)
        {
            int room = _image.Length - start;
            int most = SimpleFsLayout.MaximumNameLength + SimpleFsLayout.TerminatorSize;
            _damage.Add(
                room <= most ? DiagnosticCodes.Truncated : DiagnosticCodes.InvalidField,
                start,
                $"a name of up to {SimpleFsLayout.MaximumNameLength} bytes that ends with NUL",
                $"{Math.Min(room, most)} bytes without one");
        }
        else if (row.NameLength != length && row.NameLength != length + SimpleFsLayout.TerminatorSize)
        {
            _damage.Add(
                DiagnosticCodes.InvalidField,
                offset + SimpleFsLayout.NameLengthOffset,
                $"a name length of {length}, or {length + SimpleFsLayout.TerminatorSize} with its NUL",
                $"{row.NameLength}");
        }

        return Image.Slice(start, length);
    }

    // Names that lie over each other could be many times the image.
    private string Text(ReadOnlySpan<byte> name, SimpleFsRow row, int offset)
    {
        _nameBytes += name.Length;
        if (_nameBytes <= _image.Length)
        {
            return Encoding.UTF8.GetString(name);
        }

        _damage.Add(
            DiagnosticCodes.InvalidField,
            offset + SimpleFsLayout.NameOffsetOffset,
            $"names that have no more than the image's {_image.Length} bytes together",
            $"a name at {row.NameOffset} that makes them {_nameBytes}");
        return "";
    }

    private void CheckName(ReadOnlySpan<byte> name, string text, int offset)
    {
        if (text.Length == 0)
        {
            _damage.Add(DiagnosticCodes.InvalidField, offset, "a name", "none");
        }
        else if (SimpleFsNames.IsRefused(text[0]))
        {
            _damage.Add(DiagnosticCodes.InvalidField, offset, "a name that does not begin with '.', '/', '\\' or '~', for which the VM refuses the image", $"'{text}'", text);
        }

        if (!Utf8.IsValid(name))
        {
            _damage.Add(DiagnosticCodes.InvalidField, offset, "a name in UTF-8", Convert.ToHexString(name), text);
        }
        else if (text.Length > 0 && !IsNew(text))
        {
            _damage.Add(DiagnosticCodes.InvalidField, offset, "a name that no file before has (the VM finds that one)", $"'{text}' again", text);
        }
    }

    private bool IsNew(string name)
    {
        if (_names is null && string.CompareOrdinal(name, _lastName) > 0)
        {
            _lastName = name;
            return true;
        }

        return (_names ??= NamesSoFar()).Add(name);
    }

    private HashSet<string> NamesSoFar()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (VolumeEntry entry in Entries)
        {
            (int start, int length, _) = FindName(RowAt(entry.Index));
            if (Utf8.IsValid(Image.Slice(start, length)))
            {
                names.Add(entry.Name);
            }
        }

        return names;
    }

    private (int Start, int Length) ReadContents(SimpleFsRow row, int offset, int index, string name)
    {
        long start = _blobsOffset + (long)row.ContentsOffset;
        long end = start + row.ContentsLength;
        if (start >= _image.Length || end > _image.Length)
        {
            bool starts = start < _image.Length;
            _damage.Add(
                DiagnosticCodes.Truncated,
                offset + (starts ? SimpleFsLayout.ContentsLengthOffset : SimpleFsLayout.ContentsOffsetOffset),
                starts ? $"a length of up to {_image.Length - start}, the rest of the image" : $"an offset of contents below {_image.Length - _blobsOffset}, where the image ends",
                $"{(starts ? row.ContentsLength : row.ContentsOffset)}",
                name);
            Damaged.Add(index);
            start = Math.Min(start, _image.Length);
            return ((int)start, _image.Length - (int)start);
        }

        if (end == _image.Length)
        {
            _damage.Add(DiagnosticCodes.Truncated, end, "a NUL behind the contents, which the VM compiles where they lie", "the end of the image", name);
        }
        else if (Image[(int)end] != 0)
        {
            Damaged.Add(index); // the length may be the one that is wrong
            _damage.Add(DiagnosticCodes.InvalidField, end, "a NUL behind the contents, which the VM compiles where they lie", $"0x{Image[(int)end]:x2}", name);
        }

        return ((int)start, (int)row.ContentsLength);
    }
}
