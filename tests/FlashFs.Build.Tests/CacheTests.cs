using System.Security.Cryptography;
using FlashFs.Caching;
using FlashFs.Diagnostics;
using FlashFs.Formats;
using Microsoft.Build.Framework;

namespace FlashFs.Build.Tests;

/// <summary>The local cache as a project meets it, with every format of the list.</summary>
[TestClass]
public sealed class CacheTests
{
    private static IEnumerable<string> Ids => FlashFormats.All.Select(format => format.Id);

    [TestMethod]
    [DynamicData(nameof(Ids))]
    public void AnotherProjectTakesTheImageFromASharedCacheWithTheSameFigures(string id)
    {
        FlashFormat format = FlashFormats.All.Single(format => format.Id == id);
        string cache = Directory.CreateTempSubdirectory("flashfs-cache-").FullName;
        using TaskProject first = WithFiles();
        using TaskProject second = WithFiles();
        Build(first, format, cache);
        Build(second, format, cache);
        Line(first, "new, ");
        Line(second, "new, from the cache, ");
        foreach (string name in (string[])[format.DefaultImageName, "flash-manifest.json"])
        {
            CollectionAssert.AreEqual(
                File.ReadAllBytes(Path.Combine(first.Output, name)), File.ReadAllBytes(Path.Combine(second.Output, name)), name);
        }

        Directory.Delete(cache, recursive: true);
    }

    // A ChirpOS image does not say how much room it was given: out of the cache it had all of the browser's again.
    [TestMethod]
    [DataRow("chirpos")]
    [DataRow("simplefs")]
    public void AnImageOutOfTheCacheHasTheRoomThatItsSizeGivesIt(string id)
    {
        FlashFormat format = FlashFormats.All.Single(format => format.Id == id);
        string cache = Directory.CreateTempSubdirectory("flashfs-cache-").FullName;
        string[] manifests = [.. Enumerable.Range(0, 2).Select(build =>
        {
            using TaskProject project = WithFiles();
            ITaskItem image = TaskProject.Item(format.DefaultImageName, ("Format", id), ("Size", "0x20000"));
            Assert.IsTrue(project.BuildImages(task => (task.Images, task.CachePath, task.Files) = ([image], cache, project.Files())), string.Join('\n', project.Messages));
            Assert.IsTrue(project.BuildFlash(), string.Join('\n', project.Messages));
            Line(project, build == 0 ? "new, " : "new, from the cache, ");
            return File.ReadAllText(Path.Combine(project.Output, "flash-manifest.json"));
        })];
        Assert.AreEqual(manifests[0], manifests[1]);
        Directory.Delete(cache, recursive: true);
    }

    [TestMethod]
    public void AFileThatIsBroughtBackBringsTheImageBackFromTheCache()
    {
        FlashFormat format = FlashFormats.All.Single(format => format.Id == "simplefs");
        using TaskProject project = WithFiles();
        Build(project, format);
        project.Write("flash/index.js", "console.log('another');\n");
        Build(project, format);
        project.Write("flash/index.js", "console.log('here');\n");
        Build(project, format);
        Line(project, "1 of 2 files changed (index.js), from the cache, ");
    }

    [TestMethod]
    public void ADamagedEntryIsMadeAgainAndHeals()
    {
        FlashFormat format = FlashFormats.All.Single(format => format.Id == "simplefs");
        using TaskProject project = WithFiles();
        Build(project, format);
        string blob = Directory.EnumerateFiles(Path.Combine(project.Folder, "obj/cache/v1/cas"), "*", SearchOption.AllDirectories).Single();
        byte[] right = File.ReadAllBytes(blob);
        File.WriteAllBytes(blob, [.. right.Select(value => (byte)~value)]);
        byte[] image = File.ReadAllBytes(Path.Combine(project.Output, format.DefaultImageName));
        Directory.Delete(Path.Combine(project.Folder, "obj/flash"), recursive: true);
        Build(project, format);
        CollectionAssert.AreEqual(image, File.ReadAllBytes(Path.Combine(project.Output, format.DefaultImageName)));
        CollectionAssert.AreEqual(right, File.ReadAllBytes(blob));
        project.NoErrors();
    }

    [TestMethod]
    public void AnImageThatIsWarnedOfWarnsInTheOtherProjectToo()
    {
        string cache = Directory.CreateTempSubdirectory("flashfs-cache-").FullName;
        for (int build = 0; build < 2; build++)
        {
            using TaskProject project = WithFiles();
            project.Write("flash/large.bin", new byte[470_000]);
            Assert.IsTrue(project.BuildImages(task => (task.Formats, task.CachePath, task.Files) = ("Spiffs", cache, project.Files())), string.Join('\n', project.Messages));
            project.Single("warning", DiagnosticCodes.TooFewFreeBlocks.Code, "spiffs.img");
        }

        Directory.Delete(cache, recursive: true);
    }

    [TestMethod]
    public void ACacheThatCannotBeWrittenIsAWarningAndTheBuildGoesOn()
    {
        using TaskProject project = WithFiles();
        project.Write("occupied", "a file where the folder should be");
        Assert.IsTrue(project.BuildImages(task => task.CachePath = "occupied"));
        project.Single("warning", DiagnosticCodes.LocalCacheFailed.Code, "occupied", "FlashCachePath");
        project.NoErrors();
    }

    [TestMethod]
    [DynamicData(nameof(Ids))]
    public void WhatAFolderOfSomebodyElseHoldsUnderAKeyIsNotTakenForTheImage(string id)
    {
        FlashFormat format = FlashFormats.All.Single(format => format.Id == id);
        using TaskProject project = WithFiles();
        Build(project, format);
        byte[] image = File.ReadAllBytes(Path.Combine(project.Output, format.DefaultImageName));
        var store = new LocalStore(Path.Combine(project.Folder, "obj/cache"));
        string key = Path.GetFileName(Directory.EnumerateFiles(Path.Combine(store.Folder, "v1/ac"), "*", SearchOption.AllDirectories).Single());
        byte[] noise = new byte[image.Length];
        new Random(5).NextBytes(noise);

        // The image with so much behind it that it reaches into the next partition; without a partition nothing lies behind it.
        byte[][] tooLong = format.Sizing == ImageSizing.Standalone ? [] : [[.. image, .. Enumerable.Repeat((byte)0xFF, 2 << 20)]];
        foreach (byte[] other in (byte[][])[noise, [], image[..(image.Length / 2)], .. tooLong])
        {
            store.Put(key, "image", other, Convert.ToHexStringLower(SHA256.HashData(other)));
            Directory.Delete(Path.Combine(project.Folder, "obj/flash"), recursive: true);
            Build(project, format);
            CollectionAssert.AreEqual(image, File.ReadAllBytes(Path.Combine(project.Output, format.DefaultImageName)), $"{other.Length} bytes");
            project.NoErrors();
        }
    }

    [TestMethod]
    public void ASettingThatCannotBeUsedIsAnErrorAndACarelessOneAWarningAsLongAsItStays()
    {
        using TaskProject project = WithFiles();
        string variable = $"FLASHFS_TEST_{Guid.NewGuid():N}";
        Environment.SetEnvironmentVariable(variable, "s3cr3t");
        try
        {
            Assert.IsFalse(project.BuildImages(task => task.RemoteCache = "ftp://cache.invalid/"));
            project.Single("error", DiagnosticCodes.InvalidCacheSetting.Code, "FlashRemoteCache");
            for (int build = 0; build < 2; build++)
            {
                // The second has nothing to do, and asks nobody.
                Assert.IsTrue(project.BuildImages(task => (task.RemoteCache, task.RemoteCacheTokenVariable) = ("http://cache.invalid/", variable)));
                Assert.AreEqual(build + 1, project.Messages.Count(message => message.Code == DiagnosticCodes.CredentialsInClear.Code));
                Assert.AreEqual(1, project.Messages.Count(message => message.Code == DiagnosticCodes.RemoteCacheFailed.Code));
            }

            Assert.IsTrue(project.BuildImages());
            Assert.AreEqual(2, project.Messages.Count(message => message.Code == DiagnosticCodes.CredentialsInClear.Code));
            Assert.IsFalse(project.Messages.Any(message => message.Text.Contains("s3cr3t", StringComparison.Ordinal)));
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, null);
        }
    }

    [TestMethod]
    public void AnyAgeIsAnAge()
    {
        using TaskProject project = WithFiles();
        Assert.IsTrue(project.BuildImages(task => (task.CacheMaxAge, task.CacheMaxSize) = ("2147483647", "0")), string.Join('\n', project.Messages));
        Assert.IsFalse(Directory.Exists(Path.Combine(project.Folder, "obj/cache")), "a size of 0 keeps nothing");
        Assert.IsFalse(project.BuildImages(task => task.CacheMaxAge = "long"));
        project.Single("error", DiagnosticCodes.InvalidNumber.Code, "FlashCacheMaxAge");
    }

    private static TaskProject WithFiles() => new TaskProject().Write("flash/index.js", "console.log('here');\n")
        .Write("flash/data/list.bin", [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * i / 7))]);

    private static void Build(TaskProject project, FlashFormat format, string? cache = null)
    {
        bool needsSize = format is { Sizing: ImageSizing.Fixed, PartitionKinds.Count: 0 };
        ITaskItem image = TaskProject.Item(format.DefaultImageName, ("Format", format.Id), ("Size", needsSize ? "1M" : ""));
        Assert.IsTrue(
            project.BuildImages(task =>
            {
                task.Images = [image];
                task.CachePath = cache ?? task.CachePath;
            }),
            string.Join('\n', project.Messages));
        Assert.IsTrue(project.BuildFlash(), string.Join('\n', project.Messages));
    }

    private static void Line(TaskProject project, string clause) => Assert.IsTrue(
        project.Messages.Any(message => message.Text.Contains($": {clause}", StringComparison.Ordinal)), $"'{clause}' in:\n{string.Join('\n', project.Messages)}");
}
