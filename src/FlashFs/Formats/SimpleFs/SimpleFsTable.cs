using System.Text;
using System.Text.Unicode;
using FlashFs.Diagnostics;

namespace FlashFs.Formats.SimpleFs;

/// <summary>Reads the table of an image and everything it points at, each file by itself.</summary>
internal sealed class SimpleFsTable
{
    private readonly ReadOnlyMemory<byte> _image;
    private readonly SimpleFsDamageList _damage;
    private readonly HashSet<string> _names;
    private readonly int[] _starts;
    private readonly int[] _lengths;
    private readonly int _blobsOffset;
    private long _nameBytes;

    private SimpleFsTable(ReadOnlyMemory<byte> image, int count, SimpleFsDamageList damage)
    {
        _image = image;
        _damage = damage;
        _blobsOffset = (int)SimpleFsLayout.BlobsOffset(count);
        _names = new HashSet<string>(count, StringComparer.Ordinal);
        Entries = new List<VolumeEntry>(count);
        _starts = new int[2 * count];
        _lengths = new int[2 * count];
    }

    public List<VolumeEntry> Entries { get; }

    /// <summary>How many names and contents there are.</summary>
    public int BlobCount => _starts.Length;

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

    /// <summary>The name and the contents of each entry, in that order.</summary>
    public SimpleFsBlob BlobAt(int number) => new(_starts[number], _lengths[number], number / 2, IsName: number % 2 == 0);

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
        SimpleFsRow row = SimpleFsRow.Parse(Image[offset..]);
        ReadOnlySpan<byte> name = ReadName(row, offset, index);
        string text = Text(name, row, offset);
        CheckName(name, text, offset);
        (int start, int length) = ReadContents(row, offset, index, text);
        Entries.Add(new VolumeEntry(index, text, length, length, start));
        (_starts[(2 * index) + 1], _lengths[(2 * index) + 1]) = (start, length);
    }

    // The VM goes by the NUL alone, so that is the name; the length only has to agree.
    private ReadOnlySpan<byte> ReadName(SimpleFsRow row, int offset, int index)
    {
        long start = _blobsOffset + (long)row.NameOffset;
        if (start >= Image.Length)
        {
            _damage.Add(
                DiagnosticCodes.Truncated,
                offset + SimpleFsLayout.NameOffsetOffset,
                $"a name offset below {Image.Length - _blobsOffset}, where the image ends",
                $"{row.NameOffset}");
            _starts[2 * index] = Image.Length;
            return [];
        }

        ReadOnlySpan<byte> rest = Image[(int)start..];
        ReadOnlySpan<byte> room = rest[..Math.Min(rest.Length, SimpleFsLayout.MaximumNameLength + SimpleFsLayout.TerminatorSize)];
        int end = room.IndexOf((byte)0);
        ReadOnlySpan<byte> name = room[..(end < 0 ? Math.Min(room.Length, SimpleFsLayout.MaximumNameLength) : end)];
        if (end < 0)
        {
            _damage.Add(
                room.Length == rest.Length ? DiagnosticCodes.Truncated : DiagnosticCodes.InvalidField,
                start,
                $"a name of up to {SimpleFsLayout.MaximumNameLength} bytes that ends with NUL",
                $"{room.Length} bytes without one");
        }
        else if (row.NameLength != end && row.NameLength != end + SimpleFsLayout.TerminatorSize)
        {
            _damage.Add(
                DiagnosticCodes.InvalidField,
                offset + SimpleFsLayout.NameLengthOffset,
                $"a name length of {end}, or {end + SimpleFsLayout.TerminatorSize} with its NUL",
                $"{row.NameLength}");
        }

        (_starts[2 * index], _lengths[2 * index]) = ((int)start, name.Length);
        return name;
    }

    // Names that lie over each other could be many times the image.
    private string Text(ReadOnlySpan<byte> name, SimpleFsRow row, int offset)
    {
        _nameBytes += name.Length;
        if (_nameBytes <= Image.Length)
        {
            return Encoding.UTF8.GetString(name);
        }

        _damage.Add(
            DiagnosticCodes.InvalidField,
            offset + SimpleFsLayout.NameOffsetOffset,
            $"names that have no more than the image's {Image.Length} bytes together",
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
        else if (text.Length > 0 && !_names.Add(text))
        {
            _damage.Add(DiagnosticCodes.InvalidField, offset, "a name that no file before has (the VM finds that one)", $"'{text}' again", text);
        }
    }

    private (int Start, int Length) ReadContents(SimpleFsRow row, int offset, int index, string name)
    {
        long start = _blobsOffset + (long)row.ContentsOffset;
        long end = start + row.ContentsLength;
        if (start >= Image.Length || end > Image.Length)
        {
            bool starts = start < Image.Length;
            _damage.Add(
                DiagnosticCodes.Truncated,
                offset + (starts ? SimpleFsLayout.ContentsLengthOffset : SimpleFsLayout.ContentsOffsetOffset),
                starts ? $"a length of up to {Image.Length - start}, the rest of the image" : $"an offset of contents below {Image.Length - _blobsOffset}, where the image ends",
                $"{(starts ? row.ContentsLength : row.ContentsOffset)}",
                name);
            Damaged.Add(index);
            start = Math.Min(start, Image.Length);
            return ((int)start, Image.Length - (int)start);
        }

        if (end == Image.Length)
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
