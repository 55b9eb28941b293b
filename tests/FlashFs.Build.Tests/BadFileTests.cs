namespace FlashFs.Build.Tests;

[TestClass]
public sealed class BadFileTests
{
    [TestMethod]
    public void EveryNameOverTheSpiffsLimitIsNamedWithItsLength()
    {
        using TaskProject project = new TaskProject()
            .Write("flash/a-name-that-is-quite-a-bit-too-long.js", "1")
            .Write("flash/folders/count/as/well/as/the/name.js", "1")
            .Write("flash/short.js", "1");
        Assert.IsFalse(project.BuildImages());
        BuildMessage[] found = [.. project.Messages.Where(message => message.Code == "FLASHFS2002")];
        Assert.HasCount(2, found);
        Assert.AreEqual("flash/a-name-that-is-quite-a-bit-too-long.js", found[0].File);
        StringAssert.Contains(found[0].Text, "31", StringComparison.Ordinal);
        StringAssert.Contains(found[0].Text, "ExcludeFiles", StringComparison.Ordinal);
        StringAssert.Contains(found[0].Text, "FlashPath", StringComparison.Ordinal);
        StringAssert.Contains(found[0].Text, "nameLength", StringComparison.Ordinal);
    }

    [TestMethod]
    public void TwoFilesWithOnePathAreNamedBoth()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1").Write("other/a.js", "2");
        Assert.IsFalse(project.BuildImages(task => task.Files = [.. project.Files(), TaskProject.Item("other/a.js", ("FlashPath", "a.js"))]));
        StringAssert.Contains(project.Messages.First(message => message.Code == "FLASHFS1005").Text, "'flash/a.js'", StringComparison.Ordinal);
        StringAssert.Contains(project.Messages.First(message => message.Code == "FLASHFS1005").Text, "'other/a.js'", StringComparison.Ordinal);
    }

    [TestMethod]
    public void PathsThatDifferByCaseAreAWarningOnce()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1").Write("other/a.js", "2");
        Assert.IsTrue(project.BuildImages(task => task.Files = [.. project.Files(), TaskProject.Item("other/a.js", ("FlashPath", "A.js"))]));
        project.Single("warning", "FLASHFS1006", "'a.js'", "'A.js'");
    }

    [TestMethod]
    public void AFileThatDoesNotExistPointsAtTheProject()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1");
        Assert.IsFalse(project.BuildImages(task => task.Files = [TaskProject.Item("flash/gone.js"), TaskProject.Item("flash/also.js")]));
        BuildMessage[] found = [.. project.Messages.Where(message => message.Code == "FLASHFS1001")];
        Assert.HasCount(2, found);
        Assert.AreEqual("Firmware.csproj", found[0].File);
        StringAssert.Contains(found[0].Text, "'flash/gone.js'", StringComparison.Ordinal);
    }

    [TestMethod]
    public void AFileThatCannotBeReadIsNamed()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1");
        using (new FileStream(Path.Combine(project.Folder, "flash/a.js"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            Assert.IsFalse(project.BuildImages());
        }

        project.Single("error", "FLASHFS1002", "'flash/a.js'");
    }

    [TestMethod]
    [DataRow("flsh", "FlashRoot 'flsh' does not exist", "did you mean 'flash'?")]
    [DataRow("other/nowhere/", "FlashRoot 'other/nowhere/' does not exist", "create it or correct its name.")]
    [DataRow("flash/a.js", "FlashRoot 'flash/a.js' is a file", "name the folder it is in")]
    public void AFlashRootThatIsNotThereIsAnErrorThatLeavesTheFormerOutputs(string root, string what, string next)
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1");
        Assert.IsTrue(project.BuildImages() && project.BuildFlash());
        Dictionary<string, byte[]> before = new[] { project.Output, Path.Combine(project.Folder, "obj/flash") }
            .SelectMany(Directory.EnumerateFiles).ToDictionary(path => path, File.ReadAllBytes);
        Assert.IsFalse(project.BuildImages(task => (task.FlashRoot, task.FlashRootMissing, task.Files) = (root, "true", [])));
        Assert.AreEqual("Firmware.csproj", project.Single("error", "FLASHFS1023", what, next).File);
        foreach ((string path, byte[] bytes) in before)
        {
            CollectionAssert.AreEqual(bytes, File.ReadAllBytes(path), path);
        }
    }

    [TestMethod]
    public void WhatIsWrongBesideAMissingFlashRootIsSaidWithIt()
    {
        using TaskProject project = new TaskProject().Write("web/a.js", "1");
        Assert.IsFalse(project.BuildImages(task =>
        {
            (task.FlashRoot, task.FlashRootMissing) = ("flash/", "true");
            task.Images = [TaskProject.Item("a.img", ("Format", "spifs"))];
        }));
        project.Single("error", "FLASHFS1023", "'flash/'");
        project.Single("error", "FLASHFS1010", "'spifs'");
    }

    [TestMethod]
    public void AFolderIsNoFile()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1");
        Assert.IsFalse(project.BuildImages(task => task.Files = [TaskProject.Item("flash")]));
        project.Single("error", "FLASHFS1008", "'flash'");
    }

    [TestMethod]
    [DataRow("flash/../../x", "'..'")]
    [DataRow("a//b", "empty segment")]
    public void APathThatIsNoneIsRefused(string path, string reason)
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1");
        Assert.IsFalse(project.BuildImages(task => task.Files = [TaskProject.Item("flash/a.js", ("FlashPath", path))]));
        project.Single("error", "FLASHFS1004", path, reason);
    }

    [TestMethod]
    [DataRow("flash/device.pem", "text", "'device.pem'")]
    [DataRow("flash/certs/device.KEY", "text", "'device.KEY'")]
    [DataRow("flash/.env", "A=1", "'.env'")]
    [DataRow("flash/innocent.txt", "x\n-----BEGIN RSA PRIVATE KEY-----\nabc", "private key")]
    public void WhatLooksLikeASecretIsAWarningThatStays(string file, string text, string reason)
    {
        using TaskProject project = new TaskProject().Write(file, text).Write("flash/a.js", "1");
        Assert.IsTrue(project.BuildImages());
        Assert.AreEqual(file, project.Single("warning", "FLASHFS1007", reason).File);

        // A build with nothing to do says it again: a warning that vanishes is a warning that nobody mends.
        Assert.IsTrue(project.BuildImages());
        Assert.HasCount(2, project.Messages.Where(message => message.Code == "FLASHFS1007").ToArray());
    }

    [TestMethod]
    public void APrivateKeyAcrossTwoPiecesOfALargeFileIsFound()
    {
        byte[] large = new byte[300_000];
        "-----BEGIN PRIVATE KEY-----"u8.CopyTo(large.AsSpan((128 * 1024) - 20));
        using TaskProject project = new TaskProject().Write("flash/large.bin", large);
        Assert.IsTrue(project.BuildImages(task => task.Formats = "Espfs"));
        project.Single("warning", "FLASHFS1007", "large.bin");
    }

    [TestMethod]
    public void AnImageThatDoesNotExistIsNamedWithTheNearest()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1");
        Assert.IsFalse(project.BuildImages(task => task.Files = [TaskProject.Item("flash/a.js", ("Images", "spifs"))]));
        project.Single("error", "FLASHFS1014", "'spifs'", "did you mean 'spiffs'?");
    }

    [TestMethod]
    public void AnUnknownCompressionIsNamedWithTheNearest()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1");
        Assert.IsFalse(project.BuildImages(task => task.Files = [TaskProject.Item("flash/a.js", ("Compress", "Gzipp"))]));
        project.Single("error", "FLASHFS1015", "'flash/a.js'", "did you mean 'Gzip'?");
    }

    [TestMethod]
    public void EachMistakeOfAFileIsSaidOnceHoweverManyImagesItGoesInto()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1").Write("flash/b.js", "1");
        Assert.IsFalse(project.BuildImages(task => task.Files =
        [
            TaskProject.Item("flash/a.js", ("Compress", "zip"), ("Version", "abc"), ("Flags", "0x1FFFFFFFF")),
            TaskProject.Item("flash/b.js", ("Compress", "zip")),
        ]));
        string[] errors = [.. project.Messages.Where(message => message.Kind == "error").Select(message => message.Text)];
        Assert.HasCount(4, errors, string.Join(Environment.NewLine, errors));
        foreach (string start in (string[])["'flash/a.js' has Compress=\"zip\"", "'flash/a.js' has Version=\"abc\"", "'flash/a.js' has Flags=\"0x1FFFFFFFF\"", "'flash/b.js' has Compress=\"zip\""])
        {
            Assert.HasCount(1, errors.Where(error => error.StartsWith(start, StringComparison.Ordinal)).ToArray(), start);
        }
    }

    [TestMethod]
    public void MetadataThatIsNearlyOursIsAWarningOnce()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1").Write("flash/b.js", "1");
        Assert.IsTrue(project.BuildImages(task => task.Files =
        [
            TaskProject.Item("flash/a.js", ("FlashPth", "x"), ("Board", "mine")), TaskProject.Item("flash/b.js", ("FlashPth", "y")),
        ]));
        project.Single("warning", "FLASHFS1024", "'FlashPth'", "did you mean 'FlashPath'?");
    }

    [TestMethod]
    public void OneFileBroughtTwiceByReferencesIsOneFile()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1");
        Assert.IsTrue(project.BuildImages(task => task.Files =
        [
            TaskProject.Item("flash/a.js", ("FlashPath", "a.js"), ("_FlashProject", "web.csproj")),
            TaskProject.Item("flash/a.js", ("FlashPath", "a.js"), ("_FlashProject", "web.csproj")),
        ]));
    }

    [TestMethod]
    public void WhatTheDefaultExcludesLeaveOutIsCountedAndNamed()
    {
        using TaskProject project = new TaskProject().Write("flash/a.js", "1").Write("flash/node_modules/x/y.js", "1").Write("flash/b~", "1");
        Assert.IsTrue(project.BuildImages(task =>
        {
            task.Files = [TaskProject.Item("flash/a.js")];
            task.DefaultExcludes = "**/node_modules/**;**/*~";
        }));
        project.Single("message", "FLASHFS1009", "2 files or folders", "b~", "node_modules");
    }
}
