using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Scripting;

/// <summary>Tells the user what is wrong with a graph.</summary>
internal sealed class ModuleGraphChecks(
    ModuleGraph graph, ModuleGraphRequest request, ModuleSuggestions suggestions, DiagnosticBag diagnostics)
{
    private bool HasEntries => request.Entries.Count > 0;

    /// <summary>Reports everything, module by module in the order of their paths.</summary>
    public void Report()
    {
        foreach (Module module in graph.Modules)
        {
            if (module.Unterminated is { } place)
            {
                diagnostics.Add(
                    DiagnosticCodes.ScriptUnterminated,
                    new DiagnosticLocation(FileOf(module.File), place.Line, place.Column),
                    "A string, template, comment, regular expression or bracket begins here and does not end, so imports after it may have been missed; correct the script.");
            }

            foreach (ModuleLink link in module.Links)
            {
                Check(module, link);
            }
        }
    }

    private void Check(Module module, ModuleLink link)
    {
        (DiagnosticDescriptor Descriptor, string Message)? found = link.Resolution switch
        {
            { Kind: ModuleResolutionKind.Missing } missing => (DiagnosticCodes.ModuleNotFound, DescribeMissing(link, missing)),
            { Kind: ModuleResolutionKind.Unknown } when HasEntries && request.Keep.Count == 0 =>
                (DiagnosticCodes.ModuleArgumentUnknown, "What this loads is known only when it runs, and modules that nothing else reaches stay out; name those that it may load in FlashModuleKeep (--keep)."),
            { Kind: ModuleResolutionKind.NotFollowed, Path: { } path } when !graph.Includes(path) =>
                (DiagnosticCodes.ModuleFormNotFollowed, DescribeForm(link, path)),
            _ => null,
        };
        if (found is { } problem)
        {
            diagnostics.Add(
                problem.Descriptor,
                new DiagnosticLocation(FileOf(module.File), link.Reference.Line, link.Reference.Column),
                problem.Message);
        }
    }

    private string DescribeMissing(ModuleLink link, ModuleResolution missing) =>
        $"'{QuotedText.Cut(link.Reference.Specifier)}' leads nowhere: {missing.Problem}{suggestions.For(missing.Tried)} Correct it, add the file, or name it in FlashModuleExternal (--external) if the target provides it.";

    private string DescribeForm(ModuleLink link, FlashPath path)
    {
        string form = link.Reference.Kind switch
        {
            ModuleReferenceKind.Require => "require",
            ModuleReferenceKind.ExportFrom => "export … from",
            _ => "import",
        };
        return $"The loader {request.Loader.Id} has no {form}, so this does not load '{path}', which stays out as nothing else reaches it; write it as the target does, choose another loader (FlashModuleLoader, --loader), or keep the file with FlashModuleKeep (--keep).";
    }

    private static string FileOf(FlashFile file) => (file.Contents as DiskContents)?.DisplayPath
        ?? (file.Source is { Line: 0 } source ? source.File : file.Path.Value);
}
