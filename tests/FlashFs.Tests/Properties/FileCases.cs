using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace FlashFs.Tests.Properties;

/// <summary>Makes files up: names and contents that come close to a limit, meet it and step over it.</summary>
internal static class FileCases
{
    private static readonly string[] Plain = [.. "abcdefghijklmnopqrstuvwxyzAB0123456789-_.".Select(letter => letter.ToString())];

    // Two, three and four bytes of UTF-8, one without a case, a combining one, a control, and what means something to some host.
    private static readonly string[] Odd = ["é", "ß", "日", "€", "😀", "𝒳", "e\u0301", "\u0001", "\u007f", " ", "\\", ":", "*", "~", "\"", "'", "%", "$", "&", "<", "İ", "\ufeff", "\u202e"];

    /// <summary>Paths of up to a number of bytes and one over it.</summary>
    public static Gen<string> Paths(int limit) =>
        from length in Gen.Frequency(
            (12, Gen.Choose(1, Math.Min(limit, 12))),
            (4, Gen.Choose(1, limit)),
            (1, Gen.Constant(limit - 1)),
            (2, Gen.Constant(limit)),
            (1, Gen.Constant(limit + 1)))
        from odd in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(1, 6)))
        from letters in Letter(odd).ArrayOf(Math.Max(length, 1))
        select Fit(letters, Math.Max(length, 1));

    /// <summary>Lengths around nothing, around whole multiples of a unit, and anything up to a few of them.</summary>
    public static Gen<int> Lengths(int unit, int units) => Gen.Frequency(
        (1, Gen.Constant(0)),
        (1, Gen.Choose(1, 4)),
        (3, from count in Gen.Choose(1, units) from more in Gen.Choose(-1, 1) select Math.Max(0, (count * unit) + more)),
        (3, Gen.Choose(0, unit)),
        (2, Gen.Choose(0, units * unit)));

    /// <summary>Files without anything but contents.</summary>
    public static Gen<FileCase> Files(int nameLimit, Gen<int> lengths) =>
        from path in Paths(nameLimit)
        from length in lengths
        from fill in Gen.Elements(Enum.GetValues<FillKind>())
        select new FileCase(path, length, fill);

    /// <summary>None, some or many of them; a path seldom comes twice.</summary>
    public static Gen<FileCase[]> Some(Gen<FileCase> files, int many) =>
        from count in Gen.Frequency((1, Gen.Constant(0)), (8, Gen.Choose(1, 8)), (1, Gen.Choose(8, many)))
        from some in files.ArrayOf(count)
        from twice in Gen.Choose(0, 40)
        select twice == 0 ? some : [.. some.DistinctBy(file => file.Path)];

    private static Gen<string> Letter(int odd) => odd == 0
        ? Gen.Frequency((9, Gen.Elements(Plain)), (1, Gen.Constant("/")))
        : Gen.Frequency((9 - odd, Gen.Elements(Plain)), (odd, Gen.Elements(Odd)), (1, Gen.Constant("/")));

    // Exactly so many bytes of UTF-8, no segment that a path cannot have.
    private static string Fit(string[] letters, int length)
    {
        var path = new StringBuilder();
        int bytes = 0;
        foreach (string letter in letters)
        {
            int count = Encoding.UTF8.GetByteCount(letter);
            bool isEdge = path.Length == 0 || path[^1] == '/' || bytes + count == length;
            if (bytes + count <= length && !(letter is "/" or "." && isEdge))
            {
                path.Append(letter);
                bytes += count;
            }
        }

        path.Append('x', length - bytes);
        return path.Replace("/./", "/x/").Replace("/../", "/xx/").ToString();
    }
}
