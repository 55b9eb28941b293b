using System.Text;
using FlashFs.Devices;
using FlashFs.Diagnostics;

namespace FlashFs.Formats.Espfs;

/// <summary>
/// Walks an image from header to header, as the device does. Where the chain breaks, it goes on at the next thing that
/// looks like an entry; it never goes back, so a walk is linear whatever the image says.
/// </summary>
internal sealed class EspfsChain
{
    private readonly ReadOnlyMemory<byte> _memory;
    private readonly ReadMode _mode;
    private readonly HashSet<string> _names = [];
    private readonly EspfsDamageReport _report;
    private string? _name;

    private EspfsChain(ReadOnlyMemory<byte> image, ReadMode mode)
    {
        _memory = image;
        _mode = mode;
        _report = Report;
    }

    public List<VolumeEntry> Entries { get; } = [];

    /// <summary>The contents of each entry.</summary>
    public List<EspfsContents> Contents { get; } = [];

    public List<VolumeDamage> Damage { get; } = [];

    public ExtentList Extents { get; } = new();

    private ReadOnlySpan<byte> Image => _memory.Span;

    /// <summary>Walks an image.</summary>
    /// <exception cref="FlashFormatException">Something is wrong and the mode is strict.</exception>
    public static EspfsChain Walk(ReadOnlyMemory<byte> image, ReadMode mode)
    {
        var chain = new EspfsChain(image, mode);
        chain.Walk();
        return chain;
    }

    /// <summary>Whether the bytes at an offset look like the header of an entry, or the end header, that fits in the image.</summary>
    public static bool IsPlausible(ReadOnlySpan<byte> image, int offset)
    {
        if (image.Length - offset < EspfsLayout.HeaderSize)
        {
            return false;
        }

        EspfsHeader header = EspfsHeader.Parse(image[offset..]);
        int room = image.Length - offset - EspfsLayout.HeaderSize;
        return header.IsPlainEnd
            || (header.HasMagic
                && (header.Flags & ~EspfsLayout.KnownFlags) == 0
                && header.Compression <= EspfsLayout.HeatshrinkCompression
                && header.NameLength > 0 && header.NameLength % EspfsLayout.Alignment == 0
                && header.StoredLength >= 0 && header.UnpackedLength >= 0
                && (long)header.NameLength + header.StoredLength <= room
                && image.Slice(offset + EspfsLayout.HeaderSize, header.NameLength)[^1] == 0);
    }

    private void Walk()
    {
        int offset = 0;
        while (true)
        {
            _name = null;
            if (Image.Length - offset < EspfsLayout.HeaderSize)
            {
                Report(DiagnosticCodes.Truncated, offset, $"a header of {EspfsLayout.HeaderSize} bytes", $"{Image.Length - offset} bytes");
                AddRest(offset);
                return;
            }

            EspfsHeader header = EspfsHeader.Parse(Image[offset..]);
            if (header.IsPlainEnd)
            {
                AddExtent(offset, EspfsLayout.HeaderSize, ExtentKind.Metadata);
                AddRest(offset + EspfsLayout.HeaderSize);
                return;
            }

            if (IsEntry(header, offset))
            {
                offset = AddEntry(header, offset);
            }
            else if (FindNext(offset + EspfsLayout.Alignment) is { } next)
            {
                AddExtent(offset, next - offset, ExtentKind.Unusable);
                offset = next;
            }
            else
            {
                AddRest(offset);
                return;
            }
        }
    }

    // Whether there is a name; without one there is no telling where the contents begin.
    private bool IsEntry(EspfsHeader header, int offset)
    {
        if (!header.HasMagic)
        {
            Report(
                offset == 0 ? DiagnosticCodes.NotThisFormat : DiagnosticCodes.InvalidField,
                offset + EspfsLayout.MagicOffset,
                $"magic 0x{EspfsLayout.Magic:x8}",
                $"0x{header.Magic:x8}");
            return false;
        }

        int room = Image.Length - offset - EspfsLayout.HeaderSize;
        if (header.NameLength <= 0 || header.NameLength > room)
        {
            string expected = header.IsLast ? "an end header with no lengths" : $"a name length of 1 to {Math.Min(room, short.MaxValue)}";
            Report(
                header.NameLength > room ? DiagnosticCodes.Truncated : DiagnosticCodes.InvalidField,
                offset + EspfsLayout.NameLengthOffset,
                expected,
                $"a name length of {header.NameLength}");
            return false;
        }

        return true;
    }

    private int AddEntry(EspfsHeader header, int offset)
    {
        ReadOnlySpan<byte> nameField = Image.Slice(offset + EspfsLayout.HeaderSize, header.NameLength);
        ReadOnlySpan<byte> name = nameField[..(nameField.IndexOf((byte)0) is >= 0 and int end ? end : nameField.Length)];
        _name = Encoding.UTF8.GetString(name);
        CheckName(name, header, offset);
        CheckFlags(header, offset);

        int contentsOffset = offset + EspfsLayout.HeaderSize + header.NameLength;
        int index = Entries.Count;
        int storedLength = StoredLength(header, offset, contentsOffset, out int next);
        EspfsContents contents = EspfsContentsReader.Read(
            Image,
            offset,
            header,
            new EspfsContents(contentsOffset, storedLength) { IsDamaged = storedLength != header.StoredLength },
            _report);
        Contents.Add(contents);
        Entries.Add(new VolumeEntry(index, _name, contents.Length, contents.StoredLength, offset)
        {
            Compression = contents.Heatshrink is not null ? Files.FileCompression.Heatshrink
                : contents.IsGzip ? Files.FileCompression.Gzip
                : Files.FileCompression.None,
            IsDamaged = contents.IsDamaged || contents.Unreadable is not null,
            Attributes = Attributes(header, contents),
        });
        AddExtent(offset, contentsOffset - offset, ExtentKind.FileHeader, index);
        AddExtent(contentsOffset, next - contentsOffset, ExtentKind.FileData, index);
        return next;
    }

    // The bytes of contents that there are, and where the chain goes on.
    private int StoredLength(EspfsHeader header, int offset, int contentsOffset, out int next)
    {
        int room = Image.Length - contentsOffset;
        if (header.StoredLength >= 0 && header.StoredLength <= room)
        {
            next = (int)Math.Min(EspfsLayout.Align((long)contentsOffset + header.StoredLength), Image.Length);
            return header.StoredLength;
        }

        Report(
            header.StoredLength < 0 ? DiagnosticCodes.InvalidField : DiagnosticCodes.Truncated,
            offset + EspfsLayout.StoredLengthOffset,
            $"a stored length of up to {room}, the rest of the image",
            $"{header.StoredLength}");

        // Either the image was cut, or the length is wrong and entries follow all the same.
        next = FindNext((int)EspfsLayout.Align(contentsOffset)) ?? Image.Length;
        bool plain = header.Compression == EspfsLayout.NoCompression && (header.Flags & EspfsLayout.GzipFlag) == 0;
        int most = next - contentsOffset;
        return plain && header.UnpackedLength >= 0 ? Math.Min(most, header.UnpackedLength) : most;
    }

    private void CheckName(ReadOnlySpan<byte> name, EspfsHeader header, int offset)
    {
        int fieldOffset = offset + EspfsLayout.HeaderSize;
        int room = EspfsLayout.NameRoom(name.Length);
        if (name.Length >= header.NameLength)
        {
            Report(DiagnosticCodes.InvalidField, fieldOffset, "a name that ends with NUL", $"{name.Length} bytes without one");
        }
        else if (header.NameLength != room)
        {
            Report(DiagnosticCodes.InvalidField, offset + EspfsLayout.NameLengthOffset, $"a name length of {room} for a name of {name.Length} bytes", $"{header.NameLength}");
        }

        if (name.IsEmpty || name[0] == (byte)'/')
        {
            Report(DiagnosticCodes.InvalidField, fieldOffset, "a name without leading / (the device drops it from what it looks for)", $"'{_name}'");
        }
        else if (name.Length > EspfsLayout.MaximumNameLength)
        {
            Report(DiagnosticCodes.InvalidField, fieldOffset, $"a name of up to {EspfsLayout.MaximumNameLength} bytes", $"{name.Length} bytes");
        }

        if (!System.Text.Unicode.Utf8.IsValid(name))
        {
            Report(DiagnosticCodes.InvalidField, fieldOffset, "a name in UTF-8", Convert.ToHexString(name));
        }
        else if (!_names.Add(_name!))
        {
            Report(DiagnosticCodes.InvalidField, fieldOffset, "a name that no entry before has (the device finds that one)", $"'{_name}' again");
        }
    }

    private void CheckFlags(EspfsHeader header, int offset)
    {
        if ((header.Flags & ~EspfsLayout.GzipFlag) != 0)
        {
            Report(
                DiagnosticCodes.InvalidField,
                offset + EspfsLayout.FlagsOffset,
                header.IsLast ? "an end header with no lengths" : $"flags 0x00 or 0x{EspfsLayout.GzipFlag:x2}",
                header.IsLast ? $"flag 0x{EspfsLayout.LastFileFlag:x2} (last file) on an entry" : $"0x{header.Flags:x2}");
        }
    }

    private static List<KeyValuePair<string, string>> Attributes(EspfsHeader header, EspfsContents contents)
    {
        List<KeyValuePair<string, string>> attributes = [];
        if (header.Flags != 0)
        {
            attributes.Add(new("flags", $"0x{header.Flags:x2}"));
        }

        if (contents.Heatshrink is { } parameters)
        {
            attributes.Add(new("window", $"{parameters.WindowBits}"));
            attributes.Add(new("lookahead", $"{parameters.LookaheadBits}"));
        }

        return attributes;
    }

    private int? FindNext(int from)
    {
        Span<byte> magic = stackalloc byte[sizeof(uint)];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(magic, EspfsLayout.Magic);
        for (int offset = from; offset <= Image.Length - EspfsLayout.HeaderSize; offset++)
        {
            int found = Image[offset..].IndexOf(magic);
            if (found < 0)
            {
                return null;
            }

            offset += found;
            if (offset % EspfsLayout.Alignment == 0 && IsPlausible(Image, offset))
            {
                return offset;
            }
        }

        return null;
    }

    // Erased flash behind the image can be written; anything else there is not the image's.
    private void AddRest(int offset)
    {
        int used = Image[offset..].LastIndexOfAnyExcept(ErasedFlash.Value) + 1;
        int end = (int)Math.Min(offset + EspfsLayout.Align(used), Image.Length);
        AddExtent(offset, end - offset, ExtentKind.Unusable);
        AddExtent(end, Image.Length - end, ExtentKind.Free);
    }

    private void AddExtent(int offset, int length, ExtentKind kind, int entryIndex = -1)
    {
        if (length > 0)
        {
            Extents.Add(new VolumeExtent(offset, length, kind, entryIndex));
        }
    }

    private VolumeDamage Report(DiagnosticDescriptor descriptor, long offset, string expected, string found)
    {
        var damage = new VolumeDamage(descriptor, EspfsFormat.Instance.DisplayName, offset, expected, found, _name);
        if (_mode == ReadMode.Strict)
        {
            throw new FlashFormatException(damage);
        }

        Damage.Add(damage);
        return damage;
    }
}
