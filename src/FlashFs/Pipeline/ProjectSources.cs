using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;

namespace FlashFs.Pipeline;

/// <summary>Finds which files each image of a project takes. Nothing is opened here.</summary>
internal sealed class ProjectSources
{
    // To look at so many takes less than to start threads.
    private const int Few = 256;

    private readonly FlashProject _project;
    private readonly IReadOnlyList<ProjectImage> _images;
    private readonly DiagnosticBag _diagnostics;
    private readonly Dictionary<string, SourceFile?> _byPath;
    private readonly HashSet<string> _programs = new(StringComparer.Ordinal);
    private readonly List<List<ImageSource>> _byImage;
    private readonly List<IReadOnlyList<FileGlob>> _excludes;
    private readonly IReadOnlyList<FileGlob> _defaultExcludes;
    private readonly List<OptionFolder> _byOption = [];
    private readonly List<int> _defaultImages;
    private readonly OwnFiles _own;

    private ProjectSources(FlashProject project, IReadOnlyList<ProjectImage> images, BuildState? before, DiagnosticBag diagnostics)
    {
        _own = new OwnFiles(project, images, before);
        _project = project;
        _images = images;
        _diagnostics = diagnostics;
        _byPath = new Dictionary<string, SourceFile?>(project.Files.Count, StringComparer.Ordinal);
        _byImage = [.. images.Select(image => new List<ImageSource>(image.Roots.Count == 0 ? project.Files.Count : 0))];
        _excludes = [.. images.Select(image => FileGlob.ParseList(image.Exclude))];
        _defaultExcludes = FileGlob.ParseList(project.DefaultExcludes);
        _defaultImages = new List<int>(images.Count);
        for (int image = 0; image < images.Count; image++)
        {
            if (images[image].Roots.Count == 0)
            {
                _defaultImages.Add(image);
            }
        }
    }

    /// <summary>Every input once, in the ordinal order of its path.</summary>
    public IReadOnlyList<SourceFile> Inputs
    {
        get
        {
            var inputs = new List<SourceFile>(_byPath.Count);
            foreach (SourceFile? source in _byPath.Values)
            {
                if (source is not null)
                {
                    inputs.Add(source);
                }
            }

            // Mostly they come sorted, and of thousands it takes as long to sort those as any others.
            for (int i = 1; i < inputs.Count; i++)
            {
                if (string.CompareOrdinal(inputs[i - 1].Display, inputs[i].Display) > 0)
                {
                    inputs.Sort((left, right) => string.CompareOrdinal(left.Display, right.Display));
                    break;
                }
            }

            return inputs;
        }
    }

    /// <summary>Whether folders were searched: then a file that comes is seen by nobody who looks at files alone.</summary>
    public bool SearchesFolders => _byOption.Count > 0 || _images.Any(image => image.Roots.Count > 0);

    /// <summary>The files of an image, by its number.</summary>
    public IReadOnlyList<ImageSource> Of(int image) => _byImage[image];

    /// <summary>The files of the folder that an option of an image names; null where it names none.</summary>
    public IReadOnlyList<ImageSource>? Of(int image, FlashOption option) => _byOption.Find(folder => folder.Image == image && folder.Option == option)?.Sources;

    /// <summary>Finds the files of every image; what is wrong with any of them is reported at once.</summary>
    /// <param name="project">The project.</param>
    /// <param name="images">Its images.</param>
    /// <param name="before">What the last build left; null for nothing.</param>
    /// <param name="diagnostics">Takes what is wrong.</param>
    public static ProjectSources Collect(FlashProject project, IReadOnlyList<ProjectImage> images, BuildState? before, DiagnosticBag diagnostics)
    {
        var sources = new ProjectSources(project, images, before, diagnostics);
        sources.AddFiles();

        for (int image = 0; image < images.Count; image++)
        {
            sources.AddRoots(image);
            sources.AddOptionFolders(image);
        }

        return sources;
    }

    /// <summary>Adds an input that is no file of an image: the partition table, an sdkconfig.</summary>
    public void AddExtra(string? path, DiagnosticLocation? location)
    {
        if (path is not null)
        {
            Find(path, location);
        }
    }

    /// <summary>Adds the files of a program that makes contents: another version of it may make others.</summary>
    public void AddProgram(string path, DiagnosticLocation? location)
    {
        if (Find(path, location) is { } source)
        {
            _programs.Add(source.Display);
        }
    }

    /// <summary>Whether an input is a program and not the user's contents.</summary>
    public bool IsProgram(string display) => _programs.Contains(display);

    // Looked at on all cores: of a build with nothing to do over ten thousand files this is the largest part.
    private void AddFiles()
    {
        IReadOnlyList<ProjectFile> files = _project.Files;
        var looked = new SourceFile?[files.Count];
        var errors = new FlashFsException?[files.Count];
        ParallelRange.For(looked.Length, Few, i => looked[i] = LookAtItem(files[i].SourcePath, out errors[i]));
        for (int i = 0; i < looked.Length; i++)
        {
            Add(files[i], looked[i], errors[i]);
        }
    }

    private void Add(ProjectFile item, SourceFile? looked, FlashFsException? error)
    {
        string display = looked?.Display ?? _project.Display(item.SourcePath);
        List<int> images = ImagesOf(item, display);
        if (!FlashPath.TryParse(item.FlashPath.Replace('\\', '/'), out FlashPath path, out string? reason))
        {
            _diagnostics.Add(
                DiagnosticCodes.InvalidPath,
                item.Location,
                $"'{item.FlashPath}' cannot be the path of '{display}' in an image: {reason}; give it a FlashPath.");
            return;
        }

        // A file that goes nowhere is no input: it may even be absent.
        if (images.Count > 0 && Keep(item.SourcePath, looked, error, item.Location) is { } source)
        {
            foreach (int image in images)
            {
                AddTo(image, new ImageSource(path, source, item));
            }
        }
    }

    private void AddRoots(int image)
    {
        foreach (string root in _images[image].Roots)
        {
            FileTree tree = FileTree.List(root, _defaultExcludes, _images[image].Location, _diagnostics);
            foreach ((string relative, string full) in tree.Files)
            {
                // What a build makes comes and goes with it; nobody has named it.
                if (!_own.IsOwn(full) && SourceOf(image, relative, full) is { } source)
                {
                    AddTo(image, source);
                }
            }
        }
    }

    private void AddOptionFolders(int image)
    {
        foreach ((FlashOption option, string text) in OptionFolders.Of(_images[image]))
        {
            FileTree tree = FileTree.List(Path.GetFullPath(text, _project.Folder), _defaultExcludes, _images[image].Location, _diagnostics);
            _byOption.Add(new OptionFolder(image, option, [.. tree.Files.Where(file => !_own.IsOwn(file.FullPath)).Select(file => SourceOf(image, file.RelativePath, file.FullPath)).OfType<ImageSource>()]));
        }
    }

    private ImageSource? SourceOf(int image, string relative, string full)
    {
        if (!FlashPath.TryParse(relative, out FlashPath path, out string? reason))
        {
            _diagnostics.Add(
                DiagnosticCodes.InvalidPath, _images[image].Location, $"'{relative}' cannot be a path in {_images[image].Name}: {reason}; rename the file.");
        }
        else if (Find(full, _images[image].Location) is { } source)
        {
            return new ImageSource(path, source, new ProjectFile(full, relative) { Location = _images[image].Location });
        }

        return null;
    }

    private void AddTo(int image, ImageSource source)
    {
        foreach (FileGlob glob in _excludes[image])
        {
            if (glob.IsMatch(source.Path.Value))
            {
                return;
            }
        }

        _byImage[image].Add(source);
    }

    private SourceFile? Find(string path, DiagnosticLocation? location) =>
        _byPath.TryGetValue(path, out SourceFile? known) ? known : Keep(path, Look(path, out FlashFsException? error), error, location);

    private SourceFile? LookAtItem(string path, out FlashFsException? error)
    {
        if (!_own.IsOutput(path))
        {
            return Look(path, out error);
        }

        error = new FlashFsException(DiagnosticCodes.FileOfThisBuild.At(
            null,
            $"'{_project.Display(path)}' is an output of this build and cannot be in one of its images: leave it out of the FlashFile items by an Exclude, or give FlashOutputPath a folder of its own."));
        return null;
    }

    // A file, or why there is none.
    private SourceFile? Look(string path, out FlashFsException? error)
    {
        error = null;
        string display = _project.Display(path);
        if (_project.Constants is { } constants && constants.OwnOutputs.Contains(path))
        {
            error = new FlashFsException(DiagnosticCodes.FileOfOwnCompile.At(
                null,
                $"'{display}' comes about with or behind this project's own compile, and with FlashGenerateConstants the compile waits for the images: it cannot be in one. Make the images in a project of their own, or set FlashGenerateConstants to false."));
            return null;
        }

        try
        {
            return SourceFile.Look(path, display);
        }
        catch (FlashFsException e)
        {
            error = e;
            return null;
        }
    }

    private SourceFile? Keep(string path, SourceFile? looked, FlashFsException? error, DiagnosticLocation? location)
    {
        if (!_byPath.TryAdd(path, looked))
        {
            return _byPath[path];
        }

        foreach (Diagnostic diagnostic in error?.Diagnostics ?? [])
        {
            // The file itself may not exist; the item that names it does.
            _diagnostics.Add(diagnostic with { Location = location ?? diagnostic.Location });
        }

        return looked;
    }

    private List<int> ImagesOf(ProjectFile item, string display)
    {
        if (item.Images is null)
        {
            return _defaultImages;
        }

        string[] names = ImageNames.Split(item.Images);
        if (names.Length == 0 || names is ["all" or "All"])
        {
            return _defaultImages;
        }

        if (names is ["none" or "None"])
        {
            return [];
        }

        var images = new List<int>();
        foreach (string name in names)
        {
            int image = IndexOf(name);
            if (image >= 0)
            {
                images.Add(image);
                continue;
            }

            _diagnostics.Add(
                DiagnosticCodes.UnknownImage,
                item.Location,
                $"'{display}' is to go into '{name}', and there is no such image{NearestName.Hint(name, _images.Select(known => Path.GetFileNameWithoutExtension(known.Name)))}");
        }

        return images;
    }

    private int IndexOf(string name)
    {
        for (int image = 0; image < _images.Count; image++)
        {
            if (ImageNames.Matches(name, _images[image].Name))
            {
                return image;
            }
        }

        return -1;
    }

    /// <summary>The files of a folder that an option of an image names.</summary>
    private sealed record OptionFolder(int Image, FlashOption Option, IReadOnlyList<ImageSource> Sources);
}
