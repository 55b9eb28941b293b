namespace FlashFs.EndToEnd.Tests;

/// <summary>A script in the place of esptool, which would want a device.</summary>
internal static class FakeEsptool
{
    /// <summary>Writes it into a project; its commands are those of a Unix shell.</summary>
    /// <returns>The search path that finds it.</returns>
    public static string In<T>(TestProject<T> project, params string[] lines)
        where T : TestProject<T>
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("The program of this test is a script of a Unix shell.");
            return "";
        }

        project.Write("tools/esptool", $"#!/bin/sh\n{string.Join('\n', lines)}\n");
        File.SetUnixFileMode(project.PathOf("tools/esptool"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return $"{project.PathOf("tools")}:/usr/bin:/bin";
    }
}
