using FlashFs.Files;

namespace FlashFs.Scripting;

/// <summary>Finds modules as ckb-js-vm does in a Simple FS image.</summary>
/// <remarks>The rule is that of <see cref="CkbModuleRule"/>, which also names its source, and the format Simple FS has it from there too.</remarks>
public sealed class CkbLoader : ModuleLoader
{
    internal CkbLoader()
    {
    }

    /// <inheritdoc/>
    public override string Target => "ckb-js-vm";

    /// <inheritdoc/>
    public override string Id => "Ckb";

    /// <inheritdoc/>
    public override string Description => "ckb-js-vm: a leading ./ or ../ counts from the importer, anything else from the root; x.js, then x.bc.";

    /// <summary>Only <c>.js</c> has a <c>.bc</c> that the VM looks for.</summary>
    public override IReadOnlyList<string> CompiledExtensions => [".js"];

    /// <summary>All but <c>require</c>, which QuickJS does not have.</summary>
    public override bool Follows(ModuleReferenceKind kind) => kind != ModuleReferenceKind.Require;

    /// <inheritdoc/>
    public override ModuleResolution Resolve(ModuleReferenceKind kind, string specifier, FlashPath importer, ModuleFiles files)
    {
        string name = CkbModuleRule.Normalise(specifier, importer.Value);
        return name == CkbModuleRule.NativeModule ? ModuleResolution.External(name)
            : new CkbModuleRule(files.LengthOf).Find(name, specifier, out string? problem) is { } path ? ModuleResolution.File(name, path)
            : ModuleResolution.Missing(name, problem!, CkbModuleRule.Candidates(name));
    }
}
