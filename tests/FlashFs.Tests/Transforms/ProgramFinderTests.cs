using FlashFs.Transforms;

namespace FlashFs.Tests.Transforms;

[TestClass]
public sealed class ProgramFinderTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("flashfs-programs-").FullName;

    [TestCleanup]
    public void Clean() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public void ANameIsLookedForOnTheSearchPathInItsOrder()
    {
        string second = Program("b/tool");
        Assert.AreEqual(second, Find("tool", "a", "b"));
        string first = Program("a/tool");
        Assert.AreEqual(first, Find("tool", "a", "b"));
        Assert.IsNull(Find("other", "a", "b"));
        Assert.IsNull(ProgramFinder.Find("tool", Path.Combine(_folder, "a"), null), "the folder of the project is not on the search path");
    }

    [TestMethod]
    public void APathCountsFromTheFolderOfTheProject()
    {
        string tool = Program("node_modules/.bin/tool");
        Assert.AreEqual(tool, Find("node_modules/.bin/tool", "a"));
        Assert.AreEqual(tool, Find("./node_modules/.bin/tool"));
        Assert.AreEqual(tool, Find(tool));
        Assert.IsNull(Find("./tool", "node_modules/.bin"));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void WhatMayNotBeExecutedIsPassedOverOnTheSearchPath()
    {
        string plain = Program("a/tool");
        File.SetUnixFileMode(plain, UnixFileMode.UserRead);
        string tool = Program("b/tool");
        Assert.AreEqual(tool, Find("tool", "a", "b"));
    }

    [TestMethod]
    public void AProgramOfNpmIsKnownByItsPackage()
    {
        string tool = Program("node_modules/@scope/tool/bin/tool.js");
        string package = Path.Combine(_folder, "node_modules/@scope/tool/package.json");
        File.WriteAllText(package, "{}");
        File.WriteAllText(Path.Combine(_folder, "package.json"), "{}");
        Directory.CreateDirectory(Path.Combine(_folder, "node_modules/.bin"));
        string link = Path.Combine(_folder, "node_modules/.bin/tool");
        File.CreateSymbolicLink(link, "../@scope/tool/bin/tool.js");
        CollectionAssert.AreEqual(new[] { tool, package }, ProgramFinder.IdentityOf(link).ToArray());
    }

    [TestMethod]
    public void AnotherProgramIsKnownByItself()
    {
        string tool = Program("bin/tool");
        File.WriteAllText(Path.Combine(_folder, "package.json"), "{}");
        CollectionAssert.AreEqual(new[] { tool }, ProgramFinder.IdentityOf(tool).ToArray());
    }

    private string? Find(string program, params string[] folders) =>
        ProgramFinder.Find(program, _folder, string.Join(Path.PathSeparator, folders.Select(folder => Path.Combine(_folder, folder))));

    private string Program(string path)
    {
        string full = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, "#!/bin/sh\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(full, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return full;
    }
}
