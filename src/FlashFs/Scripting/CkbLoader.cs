using FlashFs.Files;
using FlashFs.Formats.SimpleFs;

namespace FlashFs.Scripting;

/// <summary>Finds modules as ckb-js-vm does in a Simple FS image.</summary>
/// <remarks>The rule is that of <see cref="SimpleFsLoader"/>, which also names its source.</remarks>
public sealed class CkbLoader : ModuleLoader
{
    internal CkbLoader()
    {
    }

    /// <inheritdoc/>
    public override string Id => "Ckb";

    /// <inheritdoc/>
    public override string Description => "ckb-js-vm: a leading ./ or ../ counts from the importer, anything else from the root; x.js, then x.bc.";

    /// <summary>All but <c>require</c>, which QuickJS does not have.</summary>
    public override bool Follows(ModuleReferenceKind kind) => kind != ModuleReferenceKind.Require;

    /// <inheritdoc/>
    public override ModuleResolution Resolve(ModuleReferenceKind kind, string specifier, FlashPath importer, ModuleFiles files)
    {
        SimpleFsModule module = new SimpleFsLoader(files.LengthOf).Resolve(specifier, importer);
        return module.Kind switch
        {
            SimpleFsModuleKind.File => ModuleResolution.File(module.Name, module.Path!.Value),
            SimpleFsModuleKind.Native => ModuleResolution.External(module.Name),
            _ => ModuleResolution.Missing(module.Name, module.Problem!, SimpleFsLoader.Candidates(module.Name)),
        };
    }
}
