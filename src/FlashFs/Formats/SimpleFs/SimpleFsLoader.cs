using System.Text;
using FlashFs.Files;

namespace FlashFs.Formats.SimpleFs;

/// <summary>Finds the modules of a Simple FS image as ckb-js-vm does: which files it runs by itself, and where an import leads.</summary>
/// <remarks>
/// Names are compared byte by byte. Of two files with one name the first counts.
/// Source: nervosnetwork/ckb-js-vm at 3d966c3, <c>src/qjs.c</c>, <c>src/std_module.c</c>, <c>libc/src/ckb_cell_fs.c</c>, and
/// the normalising of names in its <c>deps/quickjs/quickjs.c</c>.
/// </remarks>
public sealed class SimpleFsLoader
{
    /// <summary>The module that the VM has built in.</summary>
    public const string NativeModule = "@ckb-js-std/bindings";

    internal const string IndexSource = "index.js";
    internal const string IndexBytecode = "index.bc";

    private const string InitSource = "init.js";
    private const string InitBytecode = "init.bc";
    private const string SourceExtension = ".js";
    private const string BytecodeExtension = ".bc";

    private readonly Func<string, long?> _lengthOf;

    /// <summary>Makes a loader for files that are to be an image.</summary>
    public SimpleFsLoader(IEnumerable<FlashFile> files)
        : this(files.Select(file => new KeyValuePair<string, long>(file.Path.Value, file.Contents.Length)))
    {
    }

    /// <summary>Makes a loader for the files of an image.</summary>
    public SimpleFsLoader(FlashVolume volume)
        : this(volume.Entries.Select(entry => new KeyValuePair<string, long>(entry.Name, entry.Length)))
    {
    }

    /// <summary>Makes a loader for files that somebody else keeps.</summary>
    /// <param name="lengthOf">The length in bytes of the file of a name; null where there is none.</param>
    internal SimpleFsLoader(Func<string, long?> lengthOf) => _lengthOf = lengthOf;

    private SimpleFsLoader(IEnumerable<KeyValuePair<string, long>> files)
    {
        var lengths = new Dictionary<string, long>();
        foreach ((string name, long length) in files)
        {
            lengths.TryAdd(name, length);
        }

        _lengthOf = name => lengths.TryGetValue(name, out long length) ? length : null;
    }

    /// <summary>
    /// What the VM runs: <c>index.js</c>, else <c>index.bc</c>; null when there is neither (it ends with -1). One of 0 bytes is
    /// taken too, and refused (-8).
    /// </summary>
    public FlashPath? EntryFile => FirstOf(IndexSource, IndexBytecode);

    /// <summary>What the VM runs before that: <c>init.js</c>, be it empty, else <c>init.bc</c>; null when there is neither.</summary>
    public FlashPath? InitFile => FirstOf(InitSource, InitBytecode);

    /// <summary>Whether the VM gets as far as running <see cref="EntryFile"/>.</summary>
    public bool IsRunnable => EntryFile is { } entry && _lengthOf(entry.Value) > 0;

    /// <summary>Says where an import leads.</summary>
    /// <param name="specifier">What stands in the import: <c>./module.js</c>.</param>
    /// <param name="importer">The file that imports; null for one at the root.</param>
    public SimpleFsModule Resolve(string specifier, FlashPath? importer = null)
    {
        string name = Normalise(specifier, importer?.Value ?? "");
        if (name == NativeModule)
        {
            return new SimpleFsModule(name, SimpleFsModuleKind.Native);
        }

        string? bytecode = BytecodeOf(name);
        foreach (string candidate in Candidates(name))
        {
            // An empty module counts as missing.
            if (_lengthOf(candidate) > 0 && FlashPath.TryParse(candidate, out FlashPath path))
            {
                return new SimpleFsModule(name, SimpleFsModuleKind.File) { Path = path };
            }
        }

        return new SimpleFsModule(name, SimpleFsModuleKind.Missing) { Problem = WhyMissing(specifier, name, bytecode) };
    }

    /// <summary>
    /// The name that the VM makes of a specifier. One that begins with a dot counts from the importer's folder, and its leading
    /// <c>./</c> and <c>../</c> are worked off; anything else is a name from the root as it stands. Dots further in stay.
    /// </summary>
    /// <param name="specifier">What stands in the import.</param>
    /// <param name="importer">The importer's name; empty for one without.</param>
    public static string Normalise(string specifier, string importer)
    {
        if (!specifier.StartsWith('.'))
        {
            return specifier;
        }

        ReadOnlySpan<char> folder = Folder(importer);
        ReadOnlySpan<char> rest = specifier;
        while (true)
        {
            if (rest.StartsWith("./", StringComparison.Ordinal))
            {
                rest = rest[2..];
            }
            else if (rest.StartsWith("../", StringComparison.Ordinal) && CanGoUp(folder))
            {
                rest = rest[3..];
                folder = Folder(folder);
            }
            else
            {
                return folder.IsEmpty ? rest.ToString() : $"{folder}/{rest}";
            }
        }
    }

    /// <summary>The files that the VM looks for under a name that it made of a specifier, in that order.</summary>
    internal static IReadOnlyList<string> Candidates(string name) => BytecodeOf(name) is { } bytecode ? [name, bytecode] : [name];

    /// <summary>The source that a name of bytecode stands in for, or null when it is no such name.</summary>
    internal static string? SourceOf(string bytecode) =>
        HasExtension(bytecode, BytecodeExtension) ? bytecode[..^BytecodeExtension.Length] + SourceExtension : null;

    /// <summary>Whether the VM looks for the file by itself, and then takes it even if it is empty.</summary>
    internal static bool IsRunByItself(string name) => name is IndexSource or IndexBytecode or InitSource or InitBytecode;

    private static string? BytecodeOf(string name) =>
        HasExtension(name, SourceExtension) ? name[..^SourceExtension.Length] + BytecodeExtension : null;

    private static bool HasExtension(string name, string extension) =>
        name.Length > extension.Length && name.EndsWith(extension, StringComparison.Ordinal);

    private static ReadOnlySpan<char> Folder(ReadOnlySpan<char> name) => name[..Math.Max(0, name.LastIndexOf('/'))];

    private static bool CanGoUp(ReadOnlySpan<char> folder) =>
        !folder.IsEmpty && folder[(folder.LastIndexOf('/') + 1)..] is not ("." or "..");

    private FlashPath? FirstOf(string source, string bytecode) =>
        _lengthOf(source) is not null ? FlashPath.Parse(source)
        : _lengthOf(bytecode) is not null ? FlashPath.Parse(bytecode)
        : null;

    private string WhyMissing(string specifier, string name, string? bytecode)
    {
        if (name.StartsWith("../", StringComparison.Ordinal))
        {
            return "it leads above the root of the image";
        }

        if (Encoding.UTF8.GetByteCount(name) > SimpleFsLayout.MaximumNameLength)
        {
            return $"'{name}' has more than {SimpleFsLayout.MaximumNameLength} bytes";
        }

        if (_lengthOf(name) is not null)
        {
            return $"'{name}' has 0 bytes, which counts as missing" + (bytecode is null ? "" : $", and there is no '{bytecode}'");
        }

        if (_lengthOf(name + SourceExtension) > 0 || _lengthOf(name + BytecodeExtension) > 0)
        {
            return $"there is no '{name}'; the VM adds no extension, so write '{specifier}{SourceExtension}'";
        }

        return bytecode is null ? $"there is no '{name}'" : $"there is neither '{name}' nor '{bytecode}'";
    }
}
