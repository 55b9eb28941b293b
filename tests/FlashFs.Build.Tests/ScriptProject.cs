using FlashFs.Formats;
using FlashFs.Formats.Espfs;
using FlashFs.Formats.SimpleFs;

namespace FlashFs.Build.Tests;

/// <summary>What tests of transforms and bytecode add to a project: programs that log their runs, and a look into images.</summary>
internal static class ScriptProject
{
    /// <summary>Writes a script that <c>/bin/sh NAME</c> runs. Every run adds its first argument to <c>runs.log</c>.</summary>
    public static TaskProject Script(this TaskProject project, string name, string body) => project.Write(name, $"echo \"$1\" >> runs.log\n{body}\n");

    /// <summary>What ran since the last question, in ordinal order.</summary>
    public static string[] Runs(this TaskProject project)
    {
        string log = Path.Combine(project.Folder, "runs.log");
        if (!File.Exists(log))
        {
            return [];
        }

        string[] runs = [.. File.ReadAllLines(log).Order(StringComparer.Ordinal)];
        File.Delete(log);
        return runs;
    }

    /// <summary>The files of an image and their contents, as <c>path=contents</c> in the order of the image.</summary>
    public static string[] Contents(this TaskProject project, string image)
    {
        FlashVolume volume = Open(File.ReadAllBytes(Path.Combine(project.Folder, "obj/flash", image)), image);
        return [.. volume.Entries.Select(entry => $"{entry.Name}={System.Text.Encoding.UTF8.GetString(volume.ReadAll(entry))}")];
    }

    /// <summary>Builds, and fails where the build does.</summary>
    public static TaskProject Built(this TaskProject project, Action<BuildFlashImages> configure)
    {
        Assert.IsTrue(project.BuildImages(configure), string.Join(Environment.NewLine, project.Messages));
        return project;
    }

    private static FlashVolume Open(byte[] bytes, string image) =>
        image.EndsWith(".fs", StringComparison.Ordinal) ? SimpleFsVolume.Open(bytes, ReadMode.Strict) : EspfsVolume.Open(bytes, new EspfsOptions(), ReadMode.Strict);
}
