using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Scripting;

namespace FlashFs.Pipeline;

/// <summary>The entry modules of a project, and which images have them.</summary>
internal sealed class ModuleEntries(FlashProject project)
{
    private readonly IReadOnlyList<ModuleEntry> _entries = project.Scripts.Entries;
    private readonly HashSet<string> _found = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>The entries that an image has.</summary>
    /// <param name="paths">Where each file of the image goes, by where it came from.</param>
    public IReadOnlyList<ModuleEntry> In(IReadOnlyDictionary<string, FlashPath> paths)
    {
        var entries = new List<ModuleEntry>();
        foreach (ModuleEntry entry in _entries)
        {
            if (paths.TryGetValue(entry.Path, out FlashPath staged))
            {
                entries.Add(entry with { Path = staged.Value });
                _found.Add(entry.Path);
            }
        }

        if (entries.Count == 0)
        {
            _seen.UnionWith(paths.Keys);
        }

        return entries;
    }

    /// <summary>Reports FLASHFS4002 for entries that no image has.</summary>
    public void ReportMissing(DiagnosticBag diagnostics)
    {
        foreach (ModuleEntry entry in _entries.Where(entry => !_found.Contains(entry.Path)))
        {
            diagnostics.Add(
                DiagnosticCodes.ModuleEntryNotFound, entry.Location, $"The entry module '{entry.Path}' is in no image{NearestName.Hint(entry.Path, _seen)}");
        }
    }
}
