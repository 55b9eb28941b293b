using System.Globalization;
using System.Text;
using FlashFs.Files;

namespace FlashFs.Tests.Properties;

/// <summary>A made-up file: a path, how long its contents are and of what kind, and what a format may store beside them.</summary>
internal sealed record FileCase(string Path, int Length, FillKind Fill)
{
    private const string Words = "the quick brown fox jumps over the lazy dog, naïvely; <p class=\"a\">日本</p>\r\n";

    public FileCompression? Compression { get; init; }

    public string? Title { get; init; }

    public int? Version { get; init; }

    public long? Flags { get; init; }

    /// <summary>The contents: the same for the same path, length and kind.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[Length];
        switch (Fill)
        {
            case FillKind.Erased:
                bytes.AsSpan().Fill(0xFF);
                break;
            case FillKind.Text:
                byte[] words = Encoding.UTF8.GetBytes(Words);
                for (int i = 0; i < bytes.Length; i++)
                {
                    bytes[i] = words[i % words.Length];
                }

                break;
            case FillKind.Repeating:
                for (int i = 0; i < bytes.Length; i++)
                {
                    bytes[i] = (byte)(i % (Path.Length + 7) * 31);
                }

                break;
            case FillKind.Noise:
                new Random(Path.Length * 65_599 + Length).NextBytes(bytes);
                break;
            default:
                break;
        }

        return bytes;
    }

    public FlashFile ToFile() => new(FlashPath.Parse(Path), FlashContents.FromMemory(ToBytes()))
    {
        Compression = Compression,
        Title = Title,
        Version = Version,
        Flags = Flags,
    };

    /// <summary>The same file, simpler in one way.</summary>
    public IEnumerable<FileCase> Shrink()
    {
        foreach (int length in (int[])[0, 1, Length / 2, Length - 1])
        {
            if (length >= 0 && length < Length)
            {
                yield return this with { Length = length };
            }
        }

        if (Fill != FillKind.Zeros)
        {
            yield return this with { Fill = FillKind.Zeros };
        }

        if (Compression is not null || Title is not null || Version is not null || Flags is not null)
        {
            yield return new FileCase(Path, Length, Fill);
        }

        foreach (string path in ShorterPaths())
        {
            if (path.Length < Path.Length && FlashPath.TryParse(path, out FlashPath parsed) && parsed.Value == path)
            {
                yield return this with { Path = path };
            }
        }
    }

    public override string ToString()
    {
        var text = new StringBuilder($"'{Path}' {Length.ToString(CultureInfo.InvariantCulture)} bytes of {Fill}");
        foreach ((string name, object? value) in ((string, object?)[])[("compress", Compression), ("title", Title), ("version", Version), ("flags", Flags)])
        {
            if (value is not null)
            {
                text.Append(CultureInfo.InvariantCulture, $" {name}={value}");
            }
        }

        return text.ToString();
    }

    private IEnumerable<string> ShorterPaths()
    {
        yield return "a";
        yield return Path[(Path.IndexOf('/', StringComparison.Ordinal) + 1)..];
        yield return Path[..(Path.Length / 2)];
        yield return Path[..^1];
        yield return Path[1..];
    }
}
