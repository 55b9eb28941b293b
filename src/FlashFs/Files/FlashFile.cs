using FlashFs.Diagnostics;

namespace FlashFs.Files;

/// <summary>A file for an image: its path inside, its contents, and what the formats that know more may store of it.</summary>
/// <param name="Path">The path inside the image.</param>
/// <param name="Contents">The bytes.</param>
public sealed record FlashFile(FlashPath Path, FlashContents Contents)
{
    private readonly DiagnosticLocation? _source;

    // Hardly a file has any of it, and there are thousands of files.
    private readonly FlashFileDetails _details = FlashFileDetails.None;

    /// <summary>The bytes. A file that gets others still comes from where it came from.</summary>
    public FlashContents Contents
    {
        get;
        init
        {
            _source ??= field.Origin;
            field = value;
        }
    } = Contents;

    /// <summary>
    /// Where the file comes from, for messages: the item or the file on disk as the user named it. Where nobody said, the file that the
    /// contents are read from.
    /// </summary>
    public DiagnosticLocation? Source
    {
        get => _source ?? Contents.Origin;
        init => _source = value;
    }

    /// <summary>How the contents are to be packed; null leaves it to the image.</summary>
    public FileCompression? Compression
    {
        get => _details.Compression;
        init => _details = _details.Compression == value ? _details : _details with { Compression = value };
    }

    /// <summary>A title, where the format stores one.</summary>
    public string? Title
    {
        get => _details.Title;
        init => _details = _details.Title == value ? _details : _details with { Title = value };
    }

    /// <summary>A version number, where the format stores one.</summary>
    public int? Version
    {
        get => _details.Version;
        init => _details = _details.Version == value ? _details : _details with { Version = value };
    }

    /// <summary>Flags, where the format stores them.</summary>
    public long? Flags
    {
        get => _details.Flags;
        init => _details = _details.Flags == value ? _details : _details with { Flags = value };
    }
}
