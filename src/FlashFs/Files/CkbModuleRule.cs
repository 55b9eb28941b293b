using System.Text;

namespace FlashFs.Files;

/// <summary>Where an import leads under ckb-js-vm: the rule that the format Simple FS and the loader of scripts share.</summary>
/// <param name="lengthOf">The length in bytes of the file of a name; null where there is none.</param>
/// <remarks>
/// Source: nervosnetwork/ckb-js-vm at 3d966c3, <c>src/std_module.c</c>, <c>libc/src/ckb_cell_fs.c</c>, and the normalising of
/// names in its <c>deps/quickjs/quickjs.c</c>.
/// </remarks>
internal sealed class CkbModuleRule(Func<string, long?> lengthOf)
{
    /// <summary>The module that the VM has built in.</summary>
    public const string NativeModule = "@ckb-js-std/bindings";

    /// <summary>The longest name in bytes, without its NUL: the module loader copies names into 256 bytes.</summary>
    public const int MaximumNameLength = 255;

    private const string SourceExtension = ".js";
    private const string BytecodeExtension = ".bc";

    /// <summary>The file that a name leads to, or null and why there is none, in one clause.</summary>
    /// <param name="name">The name that the VM made of the specifier.</param>
    /// <param name="specifier">What stands in the import.</param>
    /// <param name="problem">Why there is nothing.</param>
    public FlashPath? Find(string name, string specifier, out string? problem)
    {
        foreach (string candidate in Candidates(name))
        {
            // An empty module counts as missing.
            if (lengthOf(candidate) > 0 && FlashPath.TryParse(candidate, out FlashPath path))
            {
                problem = null;
                return path;
            }
        }

        problem = WhyMissing(specifier, name, BytecodeOf(name));
        return null;
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
    public static IReadOnlyList<string> Candidates(string name) => BytecodeOf(name) is { } bytecode ? [name, bytecode] : [name];

    /// <summary>The source that a name of bytecode stands in for, or null when it is no such name.</summary>
    public static string? SourceOf(string bytecode) =>
        HasExtension(bytecode, BytecodeExtension) ? bytecode[..^BytecodeExtension.Length] + SourceExtension : null;

    private static string? BytecodeOf(string name) =>
        HasExtension(name, SourceExtension) ? name[..^SourceExtension.Length] + BytecodeExtension : null;

    private static bool HasExtension(string name, string extension) =>
        name.Length > extension.Length && name.EndsWith(extension, StringComparison.Ordinal);

    private static ReadOnlySpan<char> Folder(ReadOnlySpan<char> name) => name[..Math.Max(0, name.LastIndexOf('/'))];

    private static bool CanGoUp(ReadOnlySpan<char> folder) =>
        !folder.IsEmpty && folder[(folder.LastIndexOf('/') + 1)..] is not ("." or "..");

    private string WhyMissing(string specifier, string name, string? bytecode)
    {
        if (name.StartsWith("../", StringComparison.Ordinal))
        {
            return "it leads above the root of the image";
        }

        if (Encoding.UTF8.GetByteCount(name) > MaximumNameLength)
        {
            return $"'{name}' has more than {MaximumNameLength} bytes";
        }

        if (lengthOf(name) is not null)
        {
            return $"'{name}' has 0 bytes, which counts as missing" + (bytecode is null ? "" : $", and there is no '{bytecode}'");
        }

        if (lengthOf(name + SourceExtension) > 0 || lengthOf(name + BytecodeExtension) > 0)
        {
            return $"there is no '{name}'; the VM adds no extension, so write '{specifier}{SourceExtension}'";
        }

        return bytecode is null ? $"there is no '{name}'" : $"there is neither '{name}' nor '{bytecode}'";
    }
}
