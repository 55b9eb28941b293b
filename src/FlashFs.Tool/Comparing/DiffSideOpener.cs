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
/// <param name="session">Where relative paths start.</param>
/// <param name="format">How images are read.</param>
/// <param name="request">What the command line says of tables.</param>
internal sealed class DiffSideOpener(ToolSession session, FormatOptions format, TableRequest request)
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
            if (named is null && TableFile.IsOne(path, bytes))
            {
                return OpenTable(arguments, path, bytes, diagnostics);
            }

            if (named is null && FlashDump.Recognise(bytes, request.TableOffset) is { } dump)
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

    private DiffSide? OpenTable(ParseResult arguments, string path, byte[] bytes, DiagnosticBag diagnostics)
    {
        if (format.AreRefused(arguments, path, "partition table", diagnostics))
        {
            return null;
        }

        // The damage of a binary table goes with what is said of the two.
        var found = new DiagnosticBag();
        TableFile? table = TableFile.Read(path, bytes, request, found);
        if (table is null)
        {
            diagnostics.AddRange(found);
        }

        return table is null ? null : new DiffSide(path) { Table = table, Bytes = bytes };
    }

    private DiffSide? OpenDump(ParseResult arguments, string path, byte[] bytes, FlashDump dump, DiagnosticBag diagnostics)
    {
        if (format.AreRefused(arguments, path, "flash dump", diagnostics))
        {
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
