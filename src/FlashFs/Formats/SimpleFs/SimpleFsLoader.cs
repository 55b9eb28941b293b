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
    public const string NativeModule = CkbModuleRule.NativeModule;

    internal const string IndexSource = "index.js";
    internal const string IndexBytecode = "index.bc";

    private const string InitSource = "init.js";
    private const string InitBytecode = "init.bc";

    private readonly Func<string, long?> _lengthOf;
    private readonly CkbModuleRule _rule;

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

    private SimpleFsLoader(IEnumerable<KeyValuePair<string, long>> files)
    {
        var lengths = new Dictionary<string, long>();
        foreach ((string name, long length) in files)
        {
            lengths.TryAdd(name, length);
        }

        _lengthOf = name => lengths.TryGetValue(name, out long length) ? length : null;
        _rule = new CkbModuleRule(_lengthOf);
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

        return _rule.Find(name, specifier, out string? problem) is { } path
            ? new SimpleFsModule(name, SimpleFsModuleKind.File) { Path = path }
            : new SimpleFsModule(name, SimpleFsModuleKind.Missing) { Problem = problem };
    }

    /// <summary>
    /// The name that the VM makes of a specifier. One that begins with a dot counts from the importer's folder, and its leading
    /// <c>./</c> and <c>../</c> are worked off; anything else is a name from the root as it stands. Dots further in stay.
    /// </summary>
    /// <param name="specifier">What stands in the import.</param>
    /// <param name="importer">The importer's name; empty for one without.</param>
    public static string Normalise(string specifier, string importer) => CkbModuleRule.Normalise(specifier, importer);

    /// <summary>The source that a name of bytecode stands in for, or null when it is no such name.</summary>
    internal static string? SourceOf(string bytecode) => CkbModuleRule.SourceOf(bytecode);

    /// <summary>Whether the VM looks for the file by itself, and then takes it even if it is empty.</summary>
    internal static bool IsRunByItself(string name) => name is IndexSource or IndexBytecode or InitSource or InitBytecode;

    private FlashPath? FirstOf(string source, string bytecode) =>
        _lengthOf(source) is not null ? FlashPath.Parse(source)
        : _lengthOf(bytecode) is not null ? FlashPath.Parse(bytecode)
        : null;
}
