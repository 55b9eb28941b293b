using FlashFs.Diagnostics;

namespace FlashFs.Build.Tests;

/// <summary>Constants of the images for the code that is built with them.</summary>
[TestClass]
public sealed class ConstantsTests
{
    [TestMethod]
    public void WithoutBeingAskedForThereAreNone()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1");
        Assert.IsTrue(project.BuildImages());
        Assert.IsTrue(project.BuildFlash());
        Assert.IsFalse(File.Exists(Header(project)));
        Assert.IsFalse(File.Exists(Source(project)));
    }

    [TestMethod]
    public void TheFilesAreWrittenOnlyWhenAnImageBecameAnotherAndGoWhenNobodyWantsThem()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1");
        Build(project);
        StringAssert.Contains(File.ReadAllText(Source(project)), "namespace Firmware", StringComparison.Ordinal);
        StringAssert.Contains(File.ReadAllText(Header(project)), "#define FLASH_SPIFFS_OFFSET 0x180000UL", StringComparison.Ordinal);
        (DateTime source, DateTime header) = Times(project);

        // Another time, other settings that change no image: nothing to compile.
        File.SetLastWriteTimeUtc(Path.Combine(project.Folder, "flash/a.js"), new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc));
        Build(project, task => task.WarnAt = "90%");
        Assert.AreEqual((source, header), Times(project));

        project.Write("flash/a.js", "2");
        string before = File.ReadAllText(Source(project));
        Build(project);
        Assert.AreNotEqual(before, File.ReadAllText(Source(project)));
        StringAssert.Contains(File.ReadAllText(Source(project)), Sha256(project, "espfs.img"), StringComparison.Ordinal);
        StringAssert.Contains(File.ReadAllText(Header(project)), Sha256(project, "spiffs.img"), StringComparison.Ordinal);

        Build(project, task => task.ConstantsNamespace = "");
        Assert.IsFalse(File.Exists(Source(project)), "a project without C#");
        Assert.IsTrue(File.Exists(Header(project)));
        Build(project, task => task.GenerateConstants = "false");
        Assert.IsFalse(File.Exists(Header(project)));
    }

    [TestMethod]
    public void AFileThatTheCompileMakesIsAnErrorWhetherItIsThereOrNot()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1").Write("bin/Firmware.dll", "old").Write("data/Firmware.xml", "old");
        Assert.IsFalse(project.BuildImages(task =>
        {
            (task.GenerateConstants, task.OwnOutputs) = ("true", ["bin/Firmware.dll", "obj/Firmware.pdb", "data/Firmware.xml"]);
            task.Files = [TaskProject.Item("bin/Firmware.dll"), TaskProject.Item("obj/Firmware.pdb"), TaskProject.Item("flash/a.js")];
            task.Images = [TaskProject.Item("espfs.img"), TaskProject.Item("data.img", ("Format", "simplefs"), ("Root", "data"))];
        }));
        BuildMessage[] errors = [.. project.Messages.Where(message => message.Kind == "error")];
        CollectionAssert.AreEquivalent(
            (string[])["'bin/Firmware.dll'", "'data/Firmware.xml'", "'obj/Firmware.pdb'"], errors.Select(error => error.Text.Split(' ')[0]).ToArray());
        Assert.IsTrue(errors.All(error => error.Code == DiagnosticCodes.FileOfOwnCompile.Code && error.File == "Firmware.csproj"));
        Assert.IsTrue(project.BuildImages(task => task.Files = [TaskProject.Item("bin/Firmware.dll")]), "without constants it is a file like any other");
    }

    [TestMethod]
    public void ImagesOfOneNameInCodeAreRefusedWithEverythingElse()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1");
        Assert.IsFalse(project.BuildImages(task => (task.GenerateConstants, task.WarnAt, task.Images) = (
            "true", "nought", [TaskProject.Item("web.a.img", ("Format", "simplefs")), TaskProject.Item("web-a.img", ("Format", "simplefs"))])));
        project.Single("error", "FLASHFS1027", "'web.a.img'", "'web-a.img'", "WebAImage");
        project.Single("error", "FLASHFS1016", "nought");
    }

    [TestMethod]
    [DataRow("flash_constants.h")]
    [DataRow("FlashConstants.g.cs")]
    [DataRow("flash-report.json")]
    public void NoImageMayHaveTheNameOfOneOfTheFiles(string name)
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1");
        Assert.IsFalse(project.BuildImages(task => task.Images = [TaskProject.Item(name, ("Format", "simplefs"))]));
        project.Single("error", "FLASHFS1022", name);
    }

    private static void Build(TaskProject project, Action<BuildFlashImages>? configure = null)
    {
        Assert.IsTrue(
            project.BuildImages(task =>
            {
                (task.GenerateConstants, task.ConstantsNamespace) = ("true", "Firmware");
                configure?.Invoke(task);
            }),
            string.Join(Environment.NewLine, project.Messages));
        Assert.IsTrue(project.BuildFlash());
    }

    private static (DateTime Source, DateTime Header) Times(TaskProject project) =>
        (File.GetLastWriteTimeUtc(Source(project)), File.GetLastWriteTimeUtc(Header(project)));

    private static string Source(TaskProject project) => Path.Combine(project.Folder, "obj/flash/FlashConstants.g.cs");

    private static string Header(TaskProject project) => Path.Combine(project.Output, "flash_constants.h");

    private static string Sha256(TaskProject project, string image) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Path.Combine(project.Output, image))));
}
