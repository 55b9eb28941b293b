using FlashFs.Formats;

namespace FlashFs.Build.Tests;

/// <summary>An image of which little changed is made out of the one before; what comes out is what a first build makes.</summary>
[TestClass]
public sealed class FormerImageTests
{
    private const int FileCount = 100;

    public static IEnumerable<object[]> Formats => FlashFormats.All.Select(format => (object[])[format.Id]);

    [TestMethod]
    [DynamicData(nameof(Formats))]
    public void OneChangedFileGivesTheImageOfAFirstBuild(string format)
    {
        using TaskProject project = Project();
        Build(project, format);
        project.Write("flash/d3/f33.js", "changed, and longer than it was before");
        AssertIsThatOfAFirstBuild(project, format);
    }

    [TestMethod]
    [DynamicData(nameof(Formats))]
    public void FilesThatComeAndGoGiveTheImageOfAFirstBuild(string format)
    {
        using TaskProject project = Project();
        Build(project, format);
        File.Delete(Path.Combine(project.Folder, "flash/d3/f33.js"));
        project.Write("flash/d3/new.js", "new");
        AssertIsThatOfAFirstBuild(project, format);
    }

    [TestMethod]
    [DynamicData(nameof(Formats))]
    public void AFormerImageThatIsNotWhatItWasIsNotTrusted(string format)
    {
        using TaskProject project = Project();
        Build(project, format);
        string image = ImageOf(project, format);
        byte[] bytes = File.ReadAllBytes(image);
        DateTime time = File.GetLastWriteTimeUtc(image);
        bytes[bytes.Length / 3] ^= 1; // with its time put back: length and time are all that a build looks at
        File.WriteAllBytes(image, bytes);
        File.SetLastWriteTimeUtc(image, time);
        project.Write("flash/d3/f33.js", "changed");
        AssertIsThatOfAFirstBuild(project, format);
    }

    // A file that nobody touched is not opened: that nobody can open it now would be an error.
    [TestMethod]
    public void WhatDidNotChangeIsTakenFromTheFormerImage()
    {
        using TaskProject project = Project();
        Build(project.LetTimePass(), "simplefs");
        byte[] former = File.ReadAllBytes(ImageOf(project, "simplefs"));
        using var held = new FileStream(Path.Combine(project.Folder, "flash/d4/f44.js"), FileMode.Open, FileAccess.Read, FileShare.None);
        byte[] changed = [.. Enumerable.Repeat((byte)'x', (int)new FileInfo(Path.Combine(project.Folder, "flash/d3/f33.js")).Length)];
        project.Write("flash/d3/f33.js", changed);
        Build(project, "simplefs");
        byte[] image = File.ReadAllBytes(ImageOf(project, "simplefs"));
        int place = image.AsSpan().IndexOf(changed);
        CollectionAssert.AreEqual(former, (byte[])[.. image[..place], .. former[place..(place + changed.Length)], .. image[(place + changed.Length)..]]);
    }

    // Long enough to be made in its file, by way of the former image, of its files, and of a former image that has to be given up.
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void ALongImageIsThatOfAFirstBuild(bool spoiled)
    {
        using TaskProject project = Project();
        byte[] film = new byte[9 << 20];
        new Random(1).NextBytes(film);
        project.Write("flash/film.bin", film);
        Build(project, "simplefs");
        if (spoiled)
        {
            string image = ImageOf(project, "simplefs");
            DateTime time = File.GetLastWriteTimeUtc(image);
            using (FileStream stream = File.OpenWrite(image))
            {
                stream.Position = stream.Length / 2;
                stream.WriteByte(film[0]);
            }

            File.SetLastWriteTimeUtc(image, time);
        }

        project.Write("flash/d3/f33.js", "changed, and longer than it was before");
        AssertIsThatOfAFirstBuild(project, "simplefs");
        Assert.IsTrue(project.BuildFlash(), string.Join(Environment.NewLine, project.Messages));
        Assert.IsEmpty(Directory.GetFiles(project.Folder, "*.flashfs-tmp", SearchOption.AllDirectories));
    }

    private static TaskProject Project()
    {
        var project = new TaskProject();
        for (int i = 0; i < FileCount; i++)
        {
            project.Write($"flash/d{i % 10}/f{i}.js", string.Concat(Enumerable.Repeat($"// {i} ", 1 + (i * 7))));
        }

        return project;
    }

    private static void AssertIsThatOfAFirstBuild(TaskProject project, string format)
    {
        Build(project, format);
        byte[] image = File.ReadAllBytes(ImageOf(project, format));
        Directory.Delete(Path.Combine(project.Folder, "obj"), recursive: true);
        Build(project, format);
        CollectionAssert.AreEqual(File.ReadAllBytes(ImageOf(project, format)), image);
        Assert.IsFalse(project.Messages.Any(message => message.Code == "FLASHFS5007"), string.Join(Environment.NewLine, project.Messages));
    }

    private static void Build(TaskProject project, string format)
    {
        Assert.IsTrue(
            project.BuildImages(task =>
            {
                task.Formats = format;
                task.FlashSize = format switch { "sffs" => "1MB", "appfs" => "16MB", _ => "4MB" };
                task.CacheMaxSize = "0";
            }),
            string.Join(Environment.NewLine, project.Messages));
    }

    private static string ImageOf(TaskProject project, string format) =>
        Path.Combine(project.Folder, "obj/flash", FlashFormats.All.Single(known => known.Id == format).DefaultImageName);
}
