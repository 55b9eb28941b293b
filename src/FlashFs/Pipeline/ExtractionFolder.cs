using System.Diagnostics.CodeAnalysis;
using FlashFs.Files;

namespace FlashFs.Pipeline;

/// <summary>
/// A folder that files of an image go into, and nothing else: decides for each name where it goes, and refuses names that
/// would leave the folder, follow a link out of it, or meet another file of the same image.
/// </summary>
public sealed class ExtractionFolder
{
    // Every file placed so far and every folder above one, under the spelling it came with first.
    private readonly Dictionary<string, (string Spelling, bool IsFolder)> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes one.</summary>
    /// <param name="path">The folder, rooted; it need not exist. If it is a link itself, that is the caller's choice.</param>
    public ExtractionFolder(string path) => Root = path;

    /// <summary>The folder, rooted.</summary>
    public string Root { get; }

    /// <summary>Decides where a file goes. Nothing is created here.</summary>
    /// <param name="name">The name as the image has it, with <c>/</c> between its segments.</param>
    /// <param name="path">Where it goes, rooted.</param>
    /// <param name="problem">Why it may not be extracted, in one clause.</param>
    public bool TryPlace(string name, [NotNullWhen(true)] out string? path, [NotNullWhen(false)] out string? problem)
    {
        path = null;
        problem = ExtractionPath.Problem(name) ?? Clash(name) ?? Link(name);
        if (problem is not null)
        {
            return false;
        }

        foreach (string folder in FoldersOf(name))
        {
            _taken.TryAdd(folder, (folder, true));
        }

        _taken.Add(name, (name, false));
        path = OnDisk(name);
        return true;
    }

    private string? Clash(string name)
    {
        foreach (string folder in FoldersOf(name))
        {
            if (_taken.TryGetValue(folder, out (string Spelling, bool IsFolder) known) && (!known.IsFolder || known.Spelling != folder))
            {
                return known.IsFolder
                    ? $"its folder '{folder}' differs from '{known.Spelling}' by case only"
                    : $"its folder '{folder}' is the file '{known.Spelling}'";
            }
        }

        if (!_taken.TryGetValue(name, out (string Spelling, bool IsFolder) other))
        {
            return null;
        }

        return other switch
        {
            { IsFolder: true } => $"other files have '{other.Spelling}' as their folder",
            _ when other.Spelling == name => "another file of that name comes before it",
            _ => $"it differs from '{other.Spelling}' by case only",
        };
    }

    private string? Link(string name)
    {
        foreach (string folder in FoldersOf(name))
        {
            if (IsLink(OnDisk(folder)))
            {
                return $"'{folder}' is a link in the output folder";
            }
        }

        string path = OnDisk(name);
        return Directory.Exists(path) ? "a folder of that name is in the output folder"
            : IsLink(path) ? "a link of that name is in the output folder"
            : null;
    }

    private string OnDisk(string name) => Path.Combine(Root, name.Replace('/', Path.DirectorySeparatorChar));

    // Symbolic links and junctions, also those that lead nowhere; other reparse points, such as files of a cloud drive, are files.
    private static bool IsLink(string path) => new FileInfo(path).LinkTarget is not null;

    private static IEnumerable<string> FoldersOf(string name)
    {
        for (int slash = name.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = name.IndexOf('/', slash + 1))
        {
            yield return name[..slash];
        }
    }
}
