using System.Diagnostics.CodeAnalysis;
using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Scripting;

/// <summary>The loaders that there are.</summary>
public static class ModuleLoaders
{
    /// <summary>That of ckb-js-vm.</summary>
    public static ModuleLoader Ckb { get; } = new CkbLoader();

    /// <summary>That of ESP32-Duktape.</summary>
    public static ModuleLoader Duktape { get; } = new DuktapeLoader();

    /// <summary>That of a target which is not known.</summary>
    public static ModuleLoader Relative { get; } = new RelativeLoader();

    /// <summary>All of them, in the order of the reference.</summary>
    public static IReadOnlyList<ModuleLoader> All { get; } = [Ckb, Duktape, Relative];

    /// <summary>Finds a loader by its id, in any case.</summary>
    public static bool TryGet(string id, [NotNullWhen(true)] out ModuleLoader? loader)
    {
        loader = All.FirstOrDefault(candidate => candidate.Id.Equals(id, StringComparison.OrdinalIgnoreCase));
        return loader is not null;
    }

    /// <summary>Finds a loader by its id, in any case, or reports FLASHFS4005 with the nearest one.</summary>
    public static ModuleLoader? Find(string id, DiagnosticLocation? location, DiagnosticBag diagnostics)
    {
        if (!TryGet(id, out ModuleLoader? loader))
        {
            NearestName.Report(diagnostics, DiagnosticCodes.UnknownModuleLoader, location, id, "loader", All.Select(known => known.Id));
        }

        return loader;
    }
}
