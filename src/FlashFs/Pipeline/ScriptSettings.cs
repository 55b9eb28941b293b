using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Profiles;
using FlashFs.Scripting;

namespace FlashFs.Pipeline;

/// <summary>What happens to the scripts of one image.</summary>
/// <param name="Mode">The bytecode.</param>
/// <param name="Loader">How the target finds modules.</param>
/// <param name="KeepSource">Whether sources stay beside their bytecode.</param>
/// <param name="Wrapper">What is put around modules.</param>
/// <param name="Exclude">Patterns of modules that stay sources.</param>
internal sealed record ScriptSettings(
    BytecodeMode Mode, ModuleLoader Loader, bool KeepSource, BytecodeWrapper Wrapper, IReadOnlyList<FileGlob> Exclude)
{
    /// <summary>The bytecode of an image; null for a word that is none.</summary>
    public static BytecodeMode? ModeOf(ProjectImage image, ProjectScripts scripts)
    {
        string text = image.Bytecode ?? scripts.Bytecode ?? "";
        return text.Trim().Length == 0 ? BytecodeMode.None : EnumNames.Parse<BytecodeMode>(text);
    }

    /// <summary>Works out the settings of an image, or reports FLASHFS4025 and FLASHFS4005.</summary>
    public static ScriptSettings? Of(ProjectImage image, FlashFormat format, FlashProject project, DiagnosticBag diagnostics)
    {
        ProjectScripts scripts = project.Scripts;
        BytecodeMode? mode = ModeOf(image, scripts);
        if (mode is null)
        {
            string text = image.Bytecode ?? scripts.Bytecode!;
            diagnostics.Add(
                DiagnosticCodes.InvalidScriptSetting, image.Location, $"{image.Name}: the bytecode '{text}' is none{NearestName.Hint(text, Enum.GetNames<BytecodeMode>())}");
        }

        BytecodeWrapper? wrapper = string.IsNullOrWhiteSpace(scripts.BytecodeWrapper)
            ? BytecodeWrapper.None
            : EnumNames.Parse<BytecodeWrapper>(scripts.BytecodeWrapper);
        if (wrapper is null)
        {
            diagnostics.Add(
                DiagnosticCodes.InvalidScriptSetting, project.Location, $"FlashBytecodeWrapper is '{scripts.BytecodeWrapper}'{NearestName.Hint(scripts.BytecodeWrapper!, Enum.GetNames<BytecodeWrapper>())}");
        }

        string loaderId = !string.IsNullOrWhiteSpace(scripts.Loader) ? scripts.Loader.Trim()
            : format.ModuleLoader ?? ProfileOf(image, project)?.ModuleLoader ?? ModuleLoaders.Relative.Id;
        ModuleLoader? loader = ModuleLoaders.Find(loaderId, project.Location, diagnostics);
        return mode is null || wrapper is null || loader is null
            ? null
            : new ScriptSettings(
                mode.Value, loader, scripts.KeepSource ?? loader.NeedsSource, wrapper.Value, FileGlob.ParseList(scripts.BytecodeExclude));
    }

    // A profile that does not exist is reported where its options are worked out.
    private static FlashProfile? ProfileOf(ProjectImage image, FlashProject project) =>
        FlashProfiles.TryGet(image.Profile ?? project.Profile ?? FlashProfiles.DefaultId, out FlashProfile? profile) ? profile : null;
}
