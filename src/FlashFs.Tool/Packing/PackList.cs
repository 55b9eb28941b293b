using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Tool.Output;
using FlashFs.Tool.Reading;

namespace FlashFs.Tool.Packing;

/// <summary>
/// A list of files for an image, one a line: <c>source[:path]</c>, then tab-separated <c>title= version= flags= compress=</c>.
/// Blank lines and lines that begin with <c>#</c> are skipped; the order is kept.
/// </summary>
internal sealed class PackList
{
    private const string StandardInput = "-";

    private readonly ToolSession _session;
    private readonly string _name;
    private readonly string _folder;
    private readonly string _text;
    private readonly FlashFormat _format;

    private PackList(ToolSession session, string name, string folder, string text, FlashFormat format)
    {
        _session = session;
        _name = name;
        _folder = folder;
        _text = text;
        _format = format;
    }

    /// <summary>Opens a list. Sources are relative to its folder; to the current folder for standard input.</summary>
    /// <param name="session">Where relative paths start, and standard input.</param>
    /// <param name="list">The file as the command line has it, or <c>-</c>.</param>
    /// <param name="format">The format of the image.</param>
    /// <exception cref="FlashFsException">The list itself cannot be read.</exception>
    public static PackList Open(ToolSession session, string list, FlashFormat format) => list == StandardInput
        ? new PackList(session, "standard input", "", session.In.ReadToEnd(), format)
        : new PackList(session, list, Path.GetDirectoryName(list) ?? "", InputFile.ReadText(session, list), format);

    /// <summary>The files that it lists, as they are on disk now.</summary>
    /// <param name="diagnostics">Takes FLASHFS1004, 1015 and 1024 with the line, and whatever is wrong with each source.</param>
    public IReadOnlyList<FlashFile> Read(DiagnosticBag diagnostics)
    {
        var files = new List<FlashFile>();
        int number = 0;
        foreach (ReadOnlySpan<char> line in _text.AsSpan().EnumerateLines())
        {
            number++;
            if (!line.IsWhiteSpace() && line[0] != '#' && Read(line.ToString(), new DiagnosticLocation(_name, number), diagnostics) is { } file)
            {
                files.Add(file);
            }
        }

        return files;
    }

    private FlashFile? Read(string line, DiagnosticLocation location, DiagnosticBag diagnostics)
    {
        string[] fields = line.Split('\t');
        (string source, string? given) = SplitSource(fields[0]);
        if (!FlashPath.TryParse((given ?? source).Replace('\\', '/'), out FlashPath path, out string? reason))
        {
            diagnostics.Add(
                DiagnosticCodes.InvalidPath,
                location,
                $"'{given ?? source}' cannot be a path in an image: {reason}; write source:path with another path.");
            return null;
        }

        if (given is null && Path.IsPathRooted(source))
        {
            diagnostics.Add(
                DiagnosticCodes.InvalidPath, location, $"'{source}' is an absolute path, which says nothing of the path in the image; write source:path.");
            return null;
        }

        try
        {
            string display = Path.Combine(_folder, source);
            var file = new FlashFile(path, FlashContents.FromFile(_session.Rooted(display), display)) { Source = location };
            file = fields.Skip(1).Aggregate(file, (current, field) => With(current, field, location, diagnostics));
            WarnOfUseless(file, diagnostics);
            return file;
        }
        catch (FlashFsException e)
        {
            diagnostics.AddRange(e.Diagnostics.Select(diagnostic => diagnostic with { Location = location }));
            return null;
        }
    }

    // The last colon separates, unless it belongs to a drive letter: C:\x or C:/x, on every host alike.
    private static (string Source, string? Path) SplitSource(string field)
    {
        int colon = field.LastIndexOf(':');
        bool drive = colon == 1 && char.IsAsciiLetter(field[0]) && field.Length > 2 && (field[2] is '/' or '\\');
        return colon < 0 || drive ? (field, null) : (field[..colon], field[(colon + 1)..]);
    }

    private void WarnOfUseless(FlashFile file, DiagnosticBag diagnostics)
    {
        bool compression = file.Compression is { } packed and not FileCompression.None && !_format.FileCompressions.Contains(packed);
        bool attributes = !_format.StoresFileAttributes && (file.Title is not null || file.Version is not null || file.Flags is not null);
        if (compression || attributes)
        {
            string what = string.Join(" and ", ((string[])[compression ? "compress=" : "", attributes ? "title=, version= or flags=" : ""]).Where(text => text.Length > 0));
            diagnostics.Add(
                DiagnosticCodes.MetadataIgnored, file.Source, $"'{file.Path}' has {what}, and {_format.DisplayName} has no use for that; leave it out.");
        }
    }

    private static FlashFile With(FlashFile file, string field, DiagnosticLocation location, DiagnosticBag diagnostics)
    {
        int equals = field.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? field : field[..equals];
        string value = equals < 0 ? "" : field[(equals + 1)..];
        switch (name.Trim())
        {
            case "":
                return file;
            case "title" when value.Length > 0:
                return file with { Title = value };
            case "version" when FlashNumber.TryParse(value, out long version) && version <= ushort.MaxValue:
                return file with { Version = (int)version };
            case "flags" when FlashNumber.TryParse(value, out long flags) && flags <= uint.MaxValue:
                return file with { Flags = flags };
            case "compress" when FileCompressionNames.TryParse(value, out FileCompression compression):
                return file with { Compression = compression };
            default:
                diagnostics.Add(
                    DiagnosticCodes.InvalidMetadata,
                    location,
                    $"'{field}' cannot be used; after the source a line takes title=text, version= up to 65535, flags= up to 0xffffffff and compress=none, heatshrink or gzip, each after a tab.");
                return file;
        }
    }
}
