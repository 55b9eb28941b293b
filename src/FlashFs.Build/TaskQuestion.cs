using System.Collections;
using System.Security.Cryptography;
using FlashFs.Files;
using Microsoft.Build.Framework;

namespace FlashFs.Build;

/// <summary>
/// A key over all that a stage is asked, as MSBuild hands it over: nothing is taken apart for it. Who answers is part of it, and so is
/// the folder that paths count from.
/// </summary>
internal sealed class TaskQuestion : IDisposable
{
    private readonly string _folder;
    private readonly MemoryStream _asked = new();
    private readonly BinaryWriter _writer;

    /// <summary>Begins a question.</summary>
    /// <param name="folder">The folder of the project.</param>
    public TaskQuestion(string folder)
    {
        _folder = folder;
        _writer = new BinaryWriter(_asked);
        AddVersion();
        Add(folder);
    }

    /// <summary>Asks for text.</summary>
    public TaskQuestion Add(string? text)
    {
        _writer.Write(text is not null);
        if (text is not null)
        {
            _writer.Write(text);
        }

        return this;
    }

    /// <summary>Asks for items with all metadata that a project gave them.</summary>
    /// <param name="items">The items.</param>
    public TaskQuestion Add(ITaskItem[] items)
    {
        _writer.Write(items.Length);
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

    /// <summary>The key: 64 lower-case hexadecimal digits.</summary>
    public string ToKey()
    {
        _writer.Flush();
        return Convert.ToHexStringLower(SHA256.HashData(_asked.GetBuffer().AsSpan(0, (int)_asked.Length)));
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    // Of the library, which is not loaded for it, what tells two files apart without opening them.
    private void AddVersion()
    {
        Add(typeof(TaskQuestion).Module.ModuleVersionId.ToString("N"));
        bool isThere = FileLook.TryLook(Path.Combine(Path.GetDirectoryName(typeof(TaskQuestion).Assembly.Location)!, "FlashFs.dll"), out FileStatus library);
        _writer.Write(isThere ? library.Length : -1);
        _writer.Write(library.LastWriteTimeUtc.Ticks);
        _writer.Write(library.Mark);
    }

    private void AddMetadata(ITaskItem item)
    {
        IDictionary metadata = item.CloneCustomMetadata();
        _writer.Write(metadata.Count);
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
