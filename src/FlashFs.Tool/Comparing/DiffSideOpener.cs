using System.CommandLine;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Tool.Options;
using FlashFs.Tool.Output;
using FlashFs.Tool.Packing;
using FlashFs.Tool.Reading;

namespace FlashFs.Tool.Comparing;

/// <summary>Opens the two sides of a comparison, whatever each is.</summary>
internal sealed class DiffSideOpener(ToolSession session, FormatOptions format)
{
    /// <summary>Opens one; null when an error was reported.</summary>
    public DiffSide? Open(ParseResult arguments, string path, FlashFormat? named, DiagnosticBag diagnostics)
    {
        try
        {
            if (Directory.Exists(session.Rooted(path)))
            {
                return OpenFolder(path, diagnostics);
            }

            byte[] bytes = InputFile.Read(session, path);
            if (named is null && FlashDump.Recognise(bytes) is { } dump)
            {
                return OpenDump(arguments, path, bytes, dump, diagnostics);
            }

            var found = new DiagnosticBag();
            OpenedImage? image = new ImageOpener(session, format).Open(arguments, path, bytes, named, found);
            diagnostics.AddRange(found);
            return image is null || found.HasErrors ? null : new DiffSide(path) { Image = image, Bytes = bytes };
        }
        catch (FlashFsException e)
        {
            diagnostics.AddRange(e.Diagnostics); // the other side may have an error too
            return null;
        }
    }

    private DiffSide? OpenFolder(string path, DiagnosticBag diagnostics)
    {
        var found = new DiagnosticBag();
        FlashFileSet files = FlashFileSet.Sorted(PackFolder.Read(session, path, found), found);
        diagnostics.AddRange(found);
        return found.HasErrors ? null : new DiffSide(path) { Folder = files };
    }

    private DiffSide? OpenDump(ParseResult arguments, string path, byte[] bytes, FlashDump dump, DiagnosticBag diagnostics)
    {
        if (format.AreGiven(arguments))
        {
            diagnostics.Add(UsageErrors.Wrong(
                $"'{path}' is a flash dump, and -s, --profile and --sdkconfig say how one image is read; leave them out, or cut the dump with 'flashfs split' and compare its partitions."));
            return null;
        }

        return new DiffSide(path)
        {
            Dump = dump,
            Bytes = bytes,
            Pieces = [.. dump.Split.Slices.Select(slice => FlashPiece.Of(slice, path))],
        };
    }
}
