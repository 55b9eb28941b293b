using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace FlashFs.Build.Tests;

/// <summary>A project in a folder of its own, built by the tasks without MSBuild.</summary>
internal sealed class TaskProject : IDisposable
{
    private readonly RecordingEngine _engine = new();

    public string Folder { get; } = Directory.CreateTempSubdirectory("flashfs-tasks-").FullName;

    public IReadOnlyList<BuildMessage> Messages => _engine.Messages;

    public IBuildEngine Engine => _engine;

    public string Output => Path.Combine(Folder, "out");

    public TaskProject Write(string relative, string text) => Write(relative, System.Text.Encoding.UTF8.GetBytes(text));

    public TaskProject Write(string relative, byte[] bytes)
    {
        string path = Path.Combine(Folder, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
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

    /// <summary>Runs the images task.</summary>
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
        return task.Execute();
    }

    /// <summary>Runs the assembly task.</summary>
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
        return task.Execute();
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
}
