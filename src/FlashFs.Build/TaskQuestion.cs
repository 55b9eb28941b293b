using System.Collections;
using FlashFs.Caching;
using FlashFs.Pipeline;
using Microsoft.Build.Framework;

namespace FlashFs.Build;

/// <summary>
/// A key over all that a stage is asked, as MSBuild hands it over: nothing is taken apart for it. Who answers is part of it, and so is
/// the folder that paths count from.
/// </summary>
internal sealed class TaskQuestion : IDisposable
{
    private readonly string _folder;
    private readonly CacheKey _key = new();

    /// <summary>Begins a question.</summary>
    /// <param name="folder">The folder of the project.</param>
    public TaskQuestion(string folder)
    {
        _folder = folder;
        AddVersion(typeof(TaskQuestion));
        AddVersion(typeof(BuildMemo));
        Add(folder);
    }

    /// <summary>Asks for text.</summary>
    public TaskQuestion Add(string? text)
    {
        _key.Add("text", text);
        return this;
    }

    /// <summary>Asks for items with all metadata that a project gave them.</summary>
    /// <param name="items">The items.</param>
    public TaskQuestion Add(ITaskItem[] items)
    {
        _key.Add("items", items.Length);
        foreach (ITaskItem item in items)
        {
            Add(item.ItemSpec);
            AddMetadata(item);
        }

        return this;
    }

    /// <summary>Asks for files, whose paths in the image are, outside of a folder, those below the pattern that found them.</summary>
    /// <param name="files">The items.</param>
    /// <param name="root">The folder; null for none.</param>
    public TaskQuestion AddFiles(ITaskItem[] files, string? root)
    {
        string? prefix = root is null ? null : Path.TrimEndingDirectorySeparator(root) + Path.DirectorySeparatorChar;
        Add(prefix);
        Add(files);
        foreach (ITaskItem file in files)
        {
            // MSBuild matches the pattern anew for each file that is asked.
            if (prefix is null || !Path.GetFullPath(file.ItemSpec, _folder).StartsWith(prefix, StringComparison.Ordinal))
            {
                Add(file.GetMetadata("RecursiveDir"));
            }
        }

        return this;
    }

    /// <summary>The key. Nothing can be added afterwards.</summary>
    public string ToKey() => _key.ToHex();

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    private void AddVersion(Type type) => Add(type.Module.ModuleVersionId.ToString("N"));

    private void AddMetadata(ITaskItem item)
    {
        IDictionary metadata = item.CloneCustomMetadata();
        _key.Add("metadata", metadata.Count);
        if (metadata.Count == 0)
        {
            return;
        }

        // MSBuild gives them in an order that is another one in every process.
        string[] names = new string[metadata.Count];
        metadata.Keys.CopyTo(names, 0);
        Array.Sort(names, StringComparer.OrdinalIgnoreCase);
        foreach (string name in names)
        {
            Add(name);
            Add(item.GetMetadata(name));
        }
    }
}
