using System.Text;
using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Formats.Spiffs;

/// <summary>Names as they are stored: UTF-8, with a leading '/' where the device wants one.</summary>
internal static class SpiffsNames
{
    /// <summary>The bytes of a stored name, without its NUL.</summary>
    public static int StoredLength(FlashPath path, SpiffsOptions options) => path.Utf8Length + (options.LeadingSlash ? 1 : 0);

    /// <summary>Writes a name and zeros behind it; the destination is the whole room for a name.</summary>
    public static void Write(FlashPath path, SpiffsOptions options, Span<byte> destination)
    {
        int start = 0;
        if (options.LeadingSlash)
        {
            destination[0] = (byte)'/';
            start = 1;
        }

        int written = Encoding.UTF8.GetBytes(path.Value, destination[start..]);
        destination[(start + written)..].Clear();
    }

    /// <summary>FLASHFS2002 for every name that is too long.</summary>
    public static void Check(FlashFileSet files, SpiffsGeometry geometry, DiagnosticBag diagnostics)
    {
        SpiffsOptions options = geometry.Options;
        FlashFile[] offenders = [.. files.Where(file => StoredLength(file.Path, options) > geometry.MaxNameBytes)];
        if (offenders.Length == 0)
        {
            return;
        }

        // One nameLength for all of them, as far as there is one.
        int wouldDo = offenders.Select(file => StoredLength(file.Path, options) + 1).Where(length => length <= geometry.MaxNameLength).DefaultIfEmpty().Max();
        foreach (FlashFile file in offenders)
        {
            int length = StoredLength(file.Path, options);
            string stored = options.LeadingSlash ? $"'/{file.Path}'" : $"'{file.Path}'";
            string third = length + 1 <= geometry.MaxNameLength
                ? $"or set nameLength to {wouldDo}, which the firmware must be rebuilt for"
                : $"no nameLength will do: it would have to be {length + 1}, and pages of {options.PageSize} bytes with a metaLength of {options.MetaLength} allow {geometry.MaxNameLength}";
            diagnostics.Add(
                DiagnosticCodes.NameTooLong,
                file.Source,
                $"SPIFFS stores the name {stored} in {length} bytes of UTF-8, {length - geometry.MaxNameBytes} more than the {geometry.MaxNameBytes} that a nameLength of {options.NameLength} leaves beside the NUL. "
                + $"{FileAdvice.LeaveOut}, {FileAdvice.ShorterPath}, {third}.");
        }
    }
}
