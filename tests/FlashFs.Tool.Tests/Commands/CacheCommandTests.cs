using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FlashFs.Caching;

namespace FlashFs.Tool.Tests.Commands;

[TestClass]
public sealed class CacheCommandTests
{
    [TestMethod]
    public void StatCountsResultsContentsAndBytes()
    {
        using ToolFolder folder = WithCache("obj/flash/cache", 0, 40);
        long size = folder.Files("obj/flash/cache").Sum(path => new FileInfo(folder[$"obj/flash/cache/{path}"]).Length);
        Assert.AreEqual($"obj/flash/cache: 2 results, 2 different, {size} bytes", folder.Run("cache", "stat").Succeeded().Lines.Single());
        Assert.HasCount(4, folder.Files("obj/flash/cache"), "to count changes nothing");
    }

    [TestMethod]
    public void PruneRemovesByAgeAndSizeAndSaysWhatIsLeft()
    {
        using ToolFolder folder = WithCache("shared", 0, 20, 40);
        StringAssert.StartsWith(folder.Run("cache", "prune", "--path", "shared").Succeeded().Out, "shared: 2 files with ", StringComparison.Ordinal);
        StringAssert.Contains(folder.Run("cache", "prune", "--path", "shared", "--max-age", "7").Succeeded().Out, " removed; 1 result, 1 different, ", StringComparison.Ordinal);
        StringAssert.Contains(folder.Run("cache", "prune", "--path", "shared", "--max-size", "1K").Succeeded().Out, ": 0 files with 0 bytes removed; 1 result", StringComparison.Ordinal);
        StringAssert.EndsWith(folder.Run("cache", "prune", "--path", "shared", "--max-size", "0").Succeeded().Lines.Single(), "; 0 results, 0 different, 0 bytes", StringComparison.Ordinal);
        Assert.IsEmpty(folder.Files("shared"));
    }

    [TestMethod]
    public void AsJsonTheFiguresHaveADocumentedShape()
    {
        using ToolFolder folder = WithCache("obj/flash/cache", 0, 40);
        AssertJson.HasShape(folder.Run("cache", "stat", "--json").Succeeded().Json, "schema path results different size");
        System.Text.Json.JsonElement json = folder.Run("cache", "prune", "--json").Succeeded().Json;
        AssertJson.HasShape(json, "schema path results different size removedFiles removedSize");
        Assert.AreEqual("flashfs-cache/1", json.GetProperty("schema").GetString());
        Assert.AreEqual((1, 1, 2), (json.GetProperty("results").GetInt32(), json.GetProperty("different").GetInt32(), json.GetProperty("removedFiles").GetInt32()));
    }

    [TestMethod]
    public void OnlyWhatACacheWritesIsRemoved()
    {
        using ToolFolder folder = WithCache("home", 40);
        folder.With("home/notes.txt", "mine").With("home/v1/ac/notes.txt", "mine");
        folder.Run("cache", "prune", "--path", "home", "--max-size", "0").Succeeded();
        CollectionAssert.AreEqual(new[] { "notes.txt", "v1/ac/notes.txt" }, folder.Files("home"));
    }

    [TestMethod]
    [DataRow("cache stat", 1, "FLASHFS1023", "'obj/flash/cache'", "--path")]
    [DataRow("cache prune --path gone", 1, "FLASHFS1023", "'gone'")]
    [DataRow("cache prune --path . --max-size much", 2, "FLASHFS1016", "--max-size")]
    [DataRow("cache prune --path . --max-age -1", 2, "FLASHFS1016", "--max-age")]
    [DataRow("cache clear", 2, "FLASHFS9003", "'clear'")]
    public void WhatIsWrongIsSaid(string line, int status, string code, params string[] fragments)
    {
        using var folder = new ToolFolder();
        folder.Run(line.Split(' ')).Failed(status, code, fragments);
    }

    private static ToolFolder WithCache(string path, params int[] days)
    {
        var folder = new ToolFolder();
        var store = new LocalStore(folder[path]);
        foreach (int age in days)
        {
            string[] before = folder.Files(path);
            byte[] contents = Encoding.UTF8.GetBytes(age.ToString(CultureInfo.InvariantCulture));
            string sha256 = Convert.ToHexStringLower(SHA256.HashData(contents));
            store.Put(sha256, "image", contents, sha256);
            foreach (string file in folder.Files(path).Except(before))
            {
                File.SetLastWriteTimeUtc(folder[$"{path}/{file}"], DateTime.UtcNow.AddDays(-age));
            }
        }

        return folder;
    }
}
