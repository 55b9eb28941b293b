using System.Globalization;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Formats.AppFs;
using FlashFs.Formats.ChirpOs;
using FlashFs.Formats.Espfs;
using FlashFs.Formats.Sffs;
using FlashFs.Formats.SimpleFs;
using FlashFs.Formats.Spiffs;
using FsCheck;
using FsCheck.Fluent;

namespace FlashFs.Tests.Properties;

/// <summary>Makes images of each format up: options that go together and some that do not, sizes that the files fill and overfill.</summary>
internal static class ImageCases
{
    private const int EspfsName = 255;
    private const int SimpleFsName = 259;
    private const int AppFsPage = 64 * 1024;
    private const int SffsPage = 4096;

    public static Gen<ImageCase> Espfs { get; } =
        from compression in Gen.Elements("none", "heatshrink")
        from level in Gen.Choose(1, 9)
        from extensions in Gen.Elements("", "html,js,a,x", "x")
        from files in FileCases.Some(
            from file in FileCases.Files(EspfsName, FileCases.Lengths(256, 12))
            from choice in Gen.Frequency((4, Gen.Constant<FileCompression?>(null)), (1, Gen.Elements<FileCompression?>(FileCompression.None, FileCompression.Heatshrink, FileCompression.Gzip)))
            select file with { Compression = choice },
            60)
        from size in Sizes(4096, 1, 8, optional: true)
        select Case(EspfsFormat.Instance, size, files, ("compression", compression), ("level", Text(level)), ("gzipExtensions", extensions));

    public static Gen<ImageCase> Spiffs { get; } =
        from page in Gen.Elements(128, 256, 256, 512, 1024)
        from pages in Gen.Elements(4, 8, 16, 16, 32, 24)
        from name in Gen.Frequency((6, Gen.Constant(32)), (2, Gen.Choose(2, 64)), (1, Gen.Choose(2, page)))
        from meta in Gen.Frequency((5, Gen.Elements(0, 4)), (1, Gen.Choose(0, 70)))
        from switches in Gen.Elements(true, true, false).ArrayOf(5)
        from blocks in Gen.Frequency((3, Gen.Choose(1, 6)), (1, Gen.Choose(6, 24)))
        from odd in Gen.Frequency((40, Gen.Constant(0)), (1, Gen.Choose(1, page)))
        let slash = switches[4]
        from files in FileCases.Some(FileCases.Files(Math.Max(1, name - (slash ? 2 : 1)), FileCases.Lengths(page - 5, pages)), 60)
        select Case(
            SpiffsFormat.Instance, ((long)page * pages * blocks) + odd, files,
            ("pageSize", Text(page)), ("blockSize", Text(page * pages)), ("nameLength", Text(name)), ("metaLength", Text(meta)),
            ("useMagic", Text(switches[0])), ("useMagicLength", Text(switches[1])), ("bigEndian", Text(!switches[2])), ("alignedIndexTables", Text(!switches[3])), ("leadingSlash", Text(slash)));

    public static Gen<ImageCase> AppFs { get; } =
        from badgeteam in Gen.Elements(true, false)
        from size in Sizes(AppFsPage, 1, 12, optional: false)
        from files in FileCases.Some(
            from file in FileCases.Files(badgeteam ? 47 : 111, FileCases.Lengths(AppFsPage, 2))
            from title in Gen.Frequency((3, Gen.Constant<string?>(null)), (2, FileCases.Paths(63).Select(title => (string?)title)))
            from version in Gen.Frequency((20, Gen.Constant<int?>(null)), (10, Gen.Elements<int?>(0, 1, 65534)), (10, Gen.Choose(0, 65534).Select(number => (int?)number)), (1, Gen.Elements<int?>(65535, -1)))
            select file with { Title = title, Version = version },
            14)
        select Case(AppFsFormat.Instance, size, files, ("layout", badgeteam ? "badgeteam" : "pocketsprite"));

    public static Gen<ImageCase> SimpleFs { get; } =
        from files in FileCases.Some(FileCases.Files(SimpleFsName, FileCases.Lengths(64, 30)), 120)
        from size in Sizes(1024, 1, 16, optional: true)
        select Case(SimpleFsFormat.Instance, size, files);

    public static Gen<ImageCase> Sffs { get; } =
        from name in Gen.Frequency((2, Gen.Constant(64)), (1, Gen.Constant(20)), (1, Gen.Choose(1, 64)))
        from created in Gen.Elements(0, 1, 1_600_000_000, int.MaxValue)
        from seeded in Gen.Elements(false, true)
        from seed in Gen.Choose(0, 100)
        from size in Sizes(SffsPage, 1, 40, optional: false)
        from files in FileCases.Some(
            from unit in Gen.Elements(SffsPage - 6, SffsPage - 12, SffsPage)
            from file in FileCases.Files(name, FileCases.Lengths(unit, 3))
            select file with { Length = file.Length == 0 && file.Path.Length % 8 != 0 ? 1 : file.Length },
            40)
        select Case(
            SffsFormat.Instance, size, files,
            ("created", Text(created)), ("maxNameLength", Text(name)), ("allocation", seeded ? "seeded" : "firstFree"), ("seed", Text(seed)));

    public static Gen<ImageCase> ChirpOs { get; } =
        from json in Gen.Elements(false, true)
        from files in FileCases.Some(
            from file in FileCases.Files(40, FileCases.Lengths(100, 12))
            from flags in Gen.Frequency((3, Gen.Constant<long?>(null)), (2, Gen.Choose(0, 15).Select(number => (long?)number)), (1, Gen.Elements<long?>(16, -1, long.MaxValue)))
            from keeps in Gen.Choose(0, 5)
            select file with { Flags = keeps == 0 ? flags : flags & 15 },
            60)
        from size in Sizes(2048, 1, 12, optional: true)
        select Case(ChirpOsFormat.Instance, size, files, ("form", json ? "json" : "saved"));

    /// <summary>The cases of a format.</summary>
    public static Gen<ImageCase> Of(FlashFormat format) => format.Id switch
    {
        "espfs" => Espfs,
        "spiffs" => Spiffs,
        "appfs" => AppFs,
        "simplefs" => SimpleFs,
        "sffs" => Sffs,
        "chirpos" => ChirpOs,
        _ => throw new ArgumentException($"No cases are made of {format.Id}.", nameof(format)),
    };

    // Whole units mostly; one that is not, and none where the format needs none.
    private static Gen<long?> Sizes(int unit, int least, int most, bool optional) => Gen.Frequency(
        (optional ? 6 : 0, Gen.Constant<long?>(null)),
        (8, Gen.Choose(least, most).Select(units => (long?)((long)units * unit))),
        (1, Gen.Choose(0, unit * most).Select(size => (long?)size)));

    private static ImageCase Case(FlashFormat format, long? size, FileCase[] files, params (string Name, string Value)[] options) =>
        new(format, options.ToDictionary(option => option.Name, option => option.Value), size, files);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(bool value) => value ? "true" : "false";
}
