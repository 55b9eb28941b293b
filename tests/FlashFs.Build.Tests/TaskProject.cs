using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace FlashFs.Build.Tests;

/// <summary>A project in a folder of its own, built by the tasks without MSBuild.</summary>
internal sealed class TaskProject : IDisposable
{
    private readonly RecordingEngine _engine = new();
    private readonly Dictionary<Type, RecallTask> _recalls = [];

    public string Folder { get; } = Directory.CreateTempSubdirectory("flashfs-tasks-").FullName;

    public IReadOnlyList<BuildMessage> Messages => _engine.Messages;

    public IBuildEngine Engine => _engine;

    /// <summary>The tasks that were asked first in the last build of each stage.</summary>
    public IEnumerable<RecallTask> Recalls => _recalls.Values;

    public string Output => Path.Combine(Folder, "out");

    public TaskProject Write(string relative, string text) => Write(relative, System.Text.Encoding.UTF8.GetBytes(text));

    public TaskProject Write(string relative, byte[] bytes)
    {
        string path = Path.Combine(Folder, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return this;
    }

    /// <summary>Waits until the times of what was written last say something: of a file that was touched a moment ago they say nothing.</summary>
    public TaskProject LetTimePass()
    {
        Thread.Sleep(50);
        return this;
    }

    /// <summary>The files below flash/ as items, as the default glob makes them.</summary>
    public ITaskItem[] Files() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Folder, "flash"), "*", SearchOption.AllDirectories)
            .Select(path => Item(Path.GetRelativePath(Folder, path))),
    ];

    public static ITaskItem Item(string spec, params (string Name, string Value)[] metadata)
    {
        var item = new TaskItem(spec);
        foreach ((string name, string value) in metadata)
        {
            item.SetMetadata(name, value);
        }

        return item;
    }

    /// <summary>Runs the images task, or sees that its answer stands.</summary>
    public bool BuildImages(Action<BuildFlashImages>? configure = null)
    {
        var task = new BuildFlashImages
        {
            BuildEngine = _engine,
            ProjectDirectory = Folder,
            ProjectFile = "Firmware.csproj",
            IntermediateFolder = "obj/flash/",
            CachePath = "obj/cache/",
            FlashRoot = "flash/",
            EnableDefaultFiles = "true",
            Formats = "Espfs;Spiffs",
            Files = Directory.Exists(Path.Combine(Folder, "flash")) ? Files() : [],
        };
        configure?.Invoke(task);
        RecallFlashImages recall = Ask(new RecallFlashImages(), task);
        recall.Files = task.Files;
        recall.FlashRoot = task.FlashRoot;
        recall.Others = [.. Kinds(task).SelectMany(items => items)];
        Assert.IsTrue(recall.Execute());
        task.MemoKey = task.Files.Length <= Pipeline.StandingAnswer.MaxFiles ? recall.Key : null;
        return recall.Stands || task.Execute();
    }

    /// <summary>Runs the assembly task, or sees that its answer stands.</summary>
    public bool BuildFlash(Action<BuildFlash>? configure = null)
    {
        var task = new BuildFlash
        {
            BuildEngine = _engine,
            ProjectDirectory = Folder,
            ProjectFile = "Firmware.csproj",
            ProjectName = "Firmware",
            IntermediateFolder = "obj/flash/",
            OutputFolder = "out/",
        };
        configure?.Invoke(task);
        RecallFlash recall = Ask(new RecallFlash(), task);
        recall.Binaries = task.Binaries;
        Assert.IsTrue(recall.Execute());
        task.MemoKey = recall.Key;
        return recall.Stands || task.Execute();
    }

    /// <summary>Exactly one message of a code, with the given fragments in it.</summary>
    public BuildMessage Single(string kind, string code, params string[] fragments)
    {
        BuildMessage[] found = [.. Messages.Where(message => message.Kind == kind && message.Code == code)];
        Assert.HasCount(1, found, $"one {kind} {code} expected in:{Environment.NewLine}{string.Join(Environment.NewLine, Messages)}");
        foreach (string fragment in fragments)
        {
            StringAssert.Contains(found[0].Text, fragment, StringComparison.Ordinal);
        }

        return found[0];
    }

    public void NoErrors() => Assert.IsFalse(
        Messages.Any(message => message.Kind == "error"), string.Join(Environment.NewLine, Messages));

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private T Ask<T>(T recall, StageTask task)
        where T : RecallTask
    {
        _recalls[typeof(T)] = recall;
        recall.BuildEngine = _engine;
        recall.ProjectDirectory = task.ProjectDirectory;
        recall.ProjectFile = task.ProjectFile;
        recall.IntermediateFolder = task.IntermediateFolder;
        recall.Question = Question(task);
        recall.TreatWarningsAsErrors = task.TreatWarningsAsErrors;
        recall.WarningsNotAsErrors = task.WarningsNotAsErrors;
        recall.NoWarn = task.NoWarn;
        return recall;
    }

    // All that the targets write down of a task: its parameters that are text, and how many items there are of each kind.
    private static string Question(StageTask task) => string.Join(
        '\n',
        Parameters(task, typeof(string)).Cast<string?>()
            .Concat(Parameters(task, typeof(string[])).Select(texts => string.Join(';', (string[])texts!)))
            .Concat(Kinds(task).Select(items => items.Length.ToString(System.Globalization.CultureInfo.InvariantCulture))));

    private static IEnumerable<ITaskItem[]> Kinds(StageTask task) => Parameters(task, typeof(ITaskItem[])).Cast<ITaskItem[]>().Where(items => items != (task as BuildFlashImages)?.Files);

    private static IEnumerable<object?> Parameters(StageTask task, Type type) => task.GetType().GetProperties()
        .Where(property => property.PropertyType == type && property.DeclaringType == task.GetType() && property.Name != nameof(BuildFlashImages.SearchPath))
        .OrderBy(property => property.Name, StringComparer.Ordinal)
        .Select(property => property.GetValue(task));
}
