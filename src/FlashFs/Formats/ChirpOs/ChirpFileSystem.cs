using System.Diagnostics.CodeAnalysis;
using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Formats.ChirpOs;

/// <summary>
/// A file system in memory. It begins with the files of a base, and what differs from them later is what is saved, as one
/// string that lz-string packs.
/// </summary>
/// <remarks>Source: Abracawdabra/ChirpOS, <c>src/node_modules/_io.js</c>, <c>FileSystem</c>, and <c>doc/filesystem.md</c>.</remarks>
public sealed class ChirpFileSystem
{
    private readonly ChirpRootDirectory? _base;

    /// <summary>Makes a file system that holds what a base holds now, or nothing.</summary>
    /// <param name="info">What is fixed of it; the default capacity where null.</param>
    /// <param name="baseTree">The base; later changes to it change nothing here.</param>
    /// <param name="rootName">The name of the root, where it has one and there is no base.</param>
    /// <exception cref="ChirpException">INVALID_PATH: the name of the root has a <c>/</c>.</exception>
    public ChirpFileSystem(ChirpFileSystemInfo? info = null, ChirpFileSystem? baseTree = null, string rootName = "")
        : this(
            (ChirpRootDirectory?)baseTree?.Root.Copy() ?? new ChirpRootDirectory(new ChirpNodeInfo(rootName)),
            (ChirpRootDirectory?)baseTree?.Root.Copy(),
            info ?? new ChirpFileSystemInfo(),
            [])
    {
    }

    internal ChirpFileSystem(
        ChirpRootDirectory root, ChirpRootDirectory? baseRoot, ChirpFileSystemInfo info, IReadOnlyList<VolumeDamage> damage)
    {
        Root = root;
        Info = info;
        Damage = damage;
        _base = baseRoot;
    }

    /// <summary>What is fixed of it.</summary>
    public ChirpFileSystemInfo Info { get; }

    /// <summary>The root.</summary>
    public ChirpRootDirectory Root { get; }

    /// <summary>What was wrong with the saved string; empty where nothing was, or nothing was loaded.</summary>
    public IReadOnlyList<VolumeDamage> Damage { get; }

    /// <summary>Makes a file system of files: text where they are valid UTF-8, one code unit a byte where not.</summary>
    /// <exception cref="FlashFsException">A file cannot be read, or the files make no tree (FLASHFS1002, 1015, 2001, 2006, 2007).</exception>
    public static ChirpFileSystem FromFiles(FlashFileSet files, ChirpFileSystemInfo? info = null)
    {
        var diagnostics = new DiagnosticBag();
        ChirpRootDirectory? root = ChirpOsTreeBuilder.Build(files, diagnostics)?.Root;
        diagnostics.ThrowIfErrors();
        return new ChirpFileSystem(root!, null, info ?? new ChirpFileSystemInfo(), []);
    }

    /// <summary>
    /// Loads a file system. A string that is null, empty, no lz-string or no JSON counts as nothing saved, and what is wrong within
    /// one is left out; either is listed in <see cref="Damage"/>, and the base is there in any case.
    /// </summary>
    /// <param name="saved">The string, as localStorage gives it.</param>
    /// <param name="baseTree">The base that it was saved over.</param>
    /// <param name="info">What is fixed of the file system; the default capacity where null.</param>
    public static ChirpFileSystem Load(string? saved, ChirpFileSystem? baseTree = null, ChirpFileSystemInfo? info = null)
    {
        var damage = new ChirpOsDamageList();
        ChirpOsStoredNode stored = ChirpOsSavedString.Read(saved, damage);
        var former = (ChirpRootDirectory?)baseTree?.Root.Copy();
        ChirpRootDirectory root = ChirpOsOverlay.Apply(stored, former, []);
        return new ChirpFileSystem(root, former, info ?? new ChirpFileSystemInfo(), damage.ToList(_ => -1));
    }

    /// <summary>The string to save: what differs from the base, packed.</summary>
    /// <exception cref="FlashFsException">FLASHFS2001: it is longer than the capacity; the message has the largest files.</exception>
    public string Save()
    {
        ChirpOsText text = ToText(indented: false);
        ReadOnlySpan<ushort> units = text.Pack();
        if (units.Length + 1 > Info.Capacity)
        {
            _ = text.Pack(out Dictionary<ChirpFile, ChirpOsPlaces> places);
            throw new FlashFsException(ChirpOsCapacity.StringTooLong(
                units.Length + 1,
                Info.Capacity,
                places.Select(file => (file.Key.GetPath(), file.Value.Length / ChirpOsLayout.UnitSize))));
        }

        return Compression.LzString.ToUtf16(units);
    }

    /// <summary>The JSON that <see cref="Save"/> packs.</summary>
    /// <param name="indented">Whether for people to read.</param>
    /// <exception cref="FlashFsException">FLASHFS2001: it is longer than any reader takes.</exception>
    public string ToJson(bool indented = false) => ToText(indented).Json.ToString();

    /// <summary>The node of a path.</summary>
    /// <param name="path">The name of the root, which may be empty, and names, each after a <c>/</c>; empty names are passed over.</param>
    /// <exception cref="ChirpException">INVALID_PATH; FILE_NOT_FOUND; NODE_IS_NOT_DIRECTORY: the path goes on below a file.</exception>
    public ChirpNode GetNodeFromPath(string path)
    {
        ChirpNode node = Root;
        foreach (string name in NamesOf(path))
        {
            node = node is ChirpBaseDirectory directory
                ? directory.GetNode(name)
                : throw new ChirpException(ChirpStatusCode.NodeIsNotDirectory, $"'{node.GetPath()}' is a file; nothing is below it.");
        }

        return node;
    }

    /// <summary>The node of a path, if there is one.</summary>
    public bool TryGetNodeFromPath(string path, [NotNullWhen(true)] out ChirpNode? node)
    {
        node = null;
        if (TryGetNames(path, out string[] names))
        {
            node = Root;
            foreach (string name in names)
            {
                if (node is not ChirpBaseDirectory directory || !directory.TryGetNode(name, out node))
                {
                    node = null;
                    return false;
                }
            }
        }

        return node is not null;
    }

    /// <summary>The names of a path, below the root.</summary>
    internal string[] NamesOf(string path) => TryGetNames(path, out string[] names)
        ? names
        : throw new ChirpException(
            ChirpStatusCode.InvalidPath, $"'{path}' is no path: it begins with '{Root.GetPath()}' and has up to {ChirpOsLayout.MaximumDepth} names.");

    private bool TryGetNames(string path, out string[] names)
    {
        string[] parts = path.Split(ChirpOsLayout.Separator);
        names = [.. parts.Skip(1).Where(name => name.Length > 0)];

        // What comes before the first separator is the root: by its name, or left out.
        return path.Length > 0 && (parts[0] == Root.Name || (parts[0].Length == 0 && parts.Length > 1))
            && names.Length <= ChirpOsLayout.MaximumDepth;
    }

    private ChirpOsText ToText(bool indented) => ChirpOsSerializer.Write(Root, _base, indented)
        ?? throw new FlashFsException(ChirpOsCapacity.TextTooLong(
            "The JSON of the files is longer",
            ChirpOsWalk.Files(Root).Select(file => (file.GetPath(), (long)file.Length)),
            "code units"));
}
