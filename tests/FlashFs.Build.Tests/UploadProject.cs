namespace FlashFs.Build.Tests;

/// <summary>A project that uploads by programs of its own.</summary>
internal static class UploadProject
{
    /// <summary>Adds an esptool to the search path of the uploads.</summary>
    public static TaskProject WithEsptool(this TaskProject project, params string[] lines) => project.WithScript("path/esptool", lines);

    /// <summary>Adds a program: lines of sh.</summary>
    public static TaskProject WithScript(this TaskProject project, string relative, params string[] lines)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("The program of this test is a script of a Unix shell.");
            return project;
        }

        project.Write(relative, $"#!/bin/sh\n{string.Join('\n', lines)}\n");
        File.SetUnixFileMode(Path.Combine(project.Folder, relative), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return project;
    }

    /// <summary>Runs the upload task.</summary>
    public static bool Upload(this TaskProject project, Action<UploadFlash>? configure = null)
    {
        var task = new UploadFlash
        {
            BuildEngine = project.Engine,
            ProjectDirectory = project.Folder,
            ProjectFile = "Firmware.csproj",
            OutputFolder = "out/",
            SearchPath = Path.Combine(project.Folder, "path"),
        };
        configure?.Invoke(task);
        return task.Execute();
    }
}
