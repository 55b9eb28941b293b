using System.Globalization;
using System.Text;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;

namespace FlashFs.Tests.Properties;

/// <summary>A made-up image: its format, the options that are not left at their defaults, its size and its files.</summary>
internal sealed record ImageCase(FlashFormat Format, IReadOnlyDictionary<string, string> Options, long? Size, IReadOnlyList<FileCase> Files)
{
    public OptionValues ToOptions()
    {
        var diagnostics = new DiagnosticBag();
        OptionValues values = OptionValues.Resolve(Format, [new OptionLayer("property", Options)], diagnostics);
        diagnostics.ThrowIfErrors();
        return values;
    }

    /// <summary>The files as a set; a path given twice is in the diagnostics.</summary>
    public FlashFileSet ToFiles(DiagnosticBag diagnostics) => FlashFileSet.Sorted(Files.Select(file => file.ToFile()), diagnostics);

    /// <summary>The same image, simpler in one way: fewer files, fewer options, a simpler file.</summary>
    public IEnumerable<ImageCase> Shrink()
    {
        if (Files.Count > 1)
        {
            yield return this with { Files = [.. Files.Take(Files.Count / 2)] };
            yield return this with { Files = [.. Files.Skip(Files.Count / 2)] };
        }

        for (int i = 0; i < Files.Count; i++)
        {
            yield return this with { Files = [.. Files.Where((_, index) => index != i)] };
        }

        foreach (string name in Options.Keys)
        {
            yield return this with { Options = Options.Where(option => option.Key != name).ToDictionary() };
        }

        for (int i = 0; i < Files.Count; i++)
        {
            foreach (FileCase simpler in Files[i].Shrink())
            {
                yield return this with { Files = [.. Files.Select((file, index) => index == i ? simpler : file)] };
            }
        }
    }

    public override string ToString()
    {
        var text = new StringBuilder(Format.Id);
        text.Append(CultureInfo.InvariantCulture, $" size={Size?.ToString(CultureInfo.InvariantCulture) ?? "none"}");
        foreach ((string name, string value) in Options)
        {
            text.Append(CultureInfo.InvariantCulture, $" {name}={value}");
        }

        foreach (FileCase file in Files)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n  {file}");
        }

        return text.ToString();
    }
}
