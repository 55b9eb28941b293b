using System.Text;
using FlashFs.Formats;
using FlashFs.Formats.ChirpOs;

namespace FlashFs.Tests.Formats.ChirpOs;

/// <summary>Which files of a damaged image cannot be right, and what a page makes of it.</summary>
[TestClass]
public sealed class ChirpOsDamagedFileTests
{
    [TestMethod]
    [DataRow("""{"a":{"/data":"\u0100","/binary":true},"b":{"/data":"y"}}""", "a", DisplayName = "bytes over 255")]
    [DataRow("""{"a":{"/data":"x","/binary":"yes"},"b":{"/data":"y"}}""", "a", DisplayName = "bytes or text, who knows")]
    [DataRow("""{"a":{"/data":"x"},"b":{"/data":"y",""", "b", DisplayName = "cut behind the contents")]
    [DataRow("""{"a":{"/data":"x"},"b":{"/data":"y" """, "b", DisplayName = "cut before the end of the node")]
    [DataRow("""{"a":{"/data":"x"},"b":{"/data":"y"}""", "", DisplayName = "cut behind a whole node")]
    [DataRow("""{"a":{"/data":"x","/flags":99},"b":{"/data":"y"}}""", "", DisplayName = "flags that there are not")]
    [DataRow("""{"a":{"/data":"x"},"b":{"/data":"y"},"b":{"/data":"z"}}""", "", DisplayName = "a name twice")]
    public void AFileWhoseContentsCannotBeRightIsDamaged(string json, string damaged)
    {
        ChirpOsVolume volume = ChirpOsTestImage.Open(json, mode: ReadMode.Salvage);
        Assert.AreEqual("a b", ChirpOsTestImage.Paths(volume));
        Assert.IsNotEmpty(volume.Damage);
        Assert.AreEqual(damaged, string.Join(' ', volume.Entries.Where(entry => entry.IsDamaged).Select(entry => entry.Name)));
    }

    [TestMethod]
    public void APageLoadsAWholeObject()
    {
        Assert.AreEqual(DeviceVerdict.Mounts, Judge(ChirpOsTestImage.Of("""{"a":{"/data":"x"}}""")));
        Assert.AreEqual(DeviceVerdict.Mounts, Judge([.. ChirpOsTestImage.Of("{}"), 0xFF, 0xFF]), "erased flash behind it");
    }

    [TestMethod]
    [DataRow("null", "expected an object", DisplayName = "null")]
    [DataRow("""{"a":{"/data":"x"}""", "found the end of the text", DisplayName = "a text that ends early")]
    public void WhatIsNoWholeObjectCountsAsNothingSaved(string json, string reason)
    {
        DeviceVerdict verdict = Judge(ChirpOsTestImage.Of(json));
        Assert.AreEqual(DeviceResult.Refuses, verdict.Result);
        Assert.AreEqual("starts without it", verdict.Shown);
        StringAssert.Contains(verdict.Reason, reason, StringComparison.Ordinal);
    }

    [TestMethod]
    public void GarbageAndNothingCountAsNothingSaved()
    {
        Assert.AreEqual("starts without it", Judge([]).Shown);
        Assert.AreEqual("starts without it", Judge(Encoding.Unicode.GetBytes("no lz-string")).Shown);
    }

    [TestMethod]
    public void TheReadableFormIsNotForLocalStorage()
    {
        DeviceVerdict verdict = Judge("""{"a":{"/data":"x"}}"""u8.ToArray());
        Assert.AreEqual(DeviceResult.Refuses, verdict.Result);
        StringAssert.Contains(verdict.Reason, "form=saved", StringComparison.Ordinal);
    }

    [TestMethod]
    public void AStringOverTheCapacityCannotBeStored()
    {
        // Every character takes a step of its own: some twenty bits each.
        byte[] image = ChirpOsTestImage.WithoutPhrases("{\"a\":{\"/data\":\"" + new string('x', 2_000_000) + "\"}}");
        Assert.IsGreaterThan(2 * ChirpFileSystemInfo.DefaultCapacity, image.Length);
        DeviceVerdict verdict = Judge(image);
        Assert.AreEqual("cannot be stored", verdict.Shown);
        StringAssert.EndsWith(verdict.Reason, "code units, and localStorage has room for 2619440", StringComparison.Ordinal);
    }

    [TestMethod]
    public void ADamagedFileIsReadWrong()
    {
        DeviceVerdict verdict = Judge(ChirpOsTestImage.Of("""{"a":{"/data":"\u0100","/binary":true}}"""));
        Assert.AreEqual(DeviceResult.Garbles, verdict.Result);
        StringAssert.StartsWith(verdict.Reason, "'a' cannot be right: expected code units up to 255", StringComparison.Ordinal);
    }

    private static DeviceVerdict Judge(byte[] image)
    {
        ChirpOsVolume volume = ChirpOsVolume.Open(image, new ChirpOsOptions(), ReadMode.Salvage);
        return ChirpOsFormat.Instance.Judge(volume, image, volume.Options);
    }
}
