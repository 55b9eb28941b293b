using FlashFs.Files;

namespace FlashFs.Scripting;

/// <summary>Checks what can be checked of a target that is not known: <c>./</c> and <c>../</c>; all else is the target's.</summary>
/// <remarks>
/// An import is exact, as in a browser; where there is no such file, a query or fragment at its end is left away. What
/// <c>require</c> asks for is exact, or with <c>.js</c> or <c>.json</c> appended.
/// </remarks>
public sealed class RelativeLoader : ModuleLoader
{
    internal RelativeLoader()
    {
    }

    /// <inheritdoc/>
    public override string Id => "Relative";

    /// <inheritdoc/>
    public override string Description => "Any target: ./ and ../ count from the importer, anything else is taken to be provided.";

    /// <summary>All of them.</summary>
    public override bool Follows(ModuleReferenceKind kind) => true;

    /// <inheritdoc/>
    public override ModuleResolution Resolve(ModuleReferenceKind kind, string specifier, FlashPath importer, ModuleFiles files)
    {
        if (!specifier.StartsWith("./", StringComparison.Ordinal) && !specifier.StartsWith("../", StringComparison.Ordinal))
        {
            return ModuleResolution.External(specifier);
        }

        if (Join(importer, specifier) is not { } path)
        {
            return ModuleResolution.Missing(specifier, "it leads above the root of the image");
        }

        if (kind == ModuleReferenceKind.Require)
        {
            return FirstOf(path, files, path, $"{path}.js", $"{path}.json");
        }

        int query = path.AsSpan().IndexOfAny('?', '#');
        return query < 0 ? FirstOf(path, files, path) : FirstOf(path, files, path, path[..query]);
    }

    private static string? Join(FlashPath importer, string specifier)
    {
        var segments = new List<string>(importer.Value.Split('/'));
        segments.RemoveAt(segments.Count - 1);
        foreach (string segment in specifier.Split('/'))
        {
            if (segment == ".." && segments.Count == 0)
            {
                return null;
            }

            if (segment == "..")
            {
                segments.RemoveAt(segments.Count - 1);
            }
            else if (segment != ".")
            {
                segments.Add(segment);
            }
        }

        return string.Join('/', segments);
    }
}
