using System.Text;
using FlashFs.Compression;
using FlashFs.Diagnostics;
using FlashFs.Formats;
using FlashFs.Formats.ChirpOs;

namespace FlashFs.Tests.Formats.ChirpOs;

/// <summary>Images that are not what they should be: strict says so with the code, salvage reads the rest.</summary>
[TestClass]
public sealed class ChirpOsDamageTests
{
    [TestMethod]
    // Names and properties.
    [DataRow("""{"a/b":{"/data":"x"},"ok":{"/data":"y"}}""", "FLASHFS5003", "no '/'", "'a/b'", "ok", DisplayName = "a '/' in a name")]
    [DataRow("""{"":{"/data":"x"},"ok":{"/data":"y"}}""", "FLASHFS5003", "not empty", "''", "ok", DisplayName = "an empty name")]
    [DataRow("""{"/what":[{},[1,"]"]],"ok":{"/data":"y"}}""", "FLASHFS5003", "property", "'/what'", "ok", DisplayName = "an unknown property")]
    [DataRow("""{"/data":"x","ok":{"/data":"y"}}""", "FLASHFS5003", "property", "'/data'", "ok", DisplayName = "contents of the root")]
    [DataRow("""{"d":{"/name":"x","ok":{"/data":"y"}}}""", "FLASHFS5003", "property", "'/name'", "d/ok", DisplayName = "a property of the root in a directory")]
    [DataRow("""{"/name":"a/b","ok":{"/data":"y"}}""", "FLASHFS5003", "without '/'", "'a/b'", "ok", DisplayName = "a '/' in the root's name")]
    [DataRow("""{"ok":{"/data":"x"},"ok":{"/data":"y"}}""", "FLASHFS5003", "each name once", "again", "ok", DisplayName = "a name twice")]
    // Values.
    [DataRow("""{"a":5,"ok":{"/data":"y"}}""", "FLASHFS5003", "an object, or null", "'5,", "ok", DisplayName = "a number for a node")]
    [DataRow("""{"a":"x","ok":{"/data":"y"}}""", "FLASHFS5003", "an object, or null", "'\"x\"", "ok", DisplayName = "a text for a node")]
    [DataRow("""{"a":[{"/data":"x"}],"ok":{"/data":"y"}}""", "FLASHFS5003", "an object, or null", "'[", "ok", DisplayName = "an array for a node")]
    [DataRow("""{"a":{"/data":7},"ok":{"/data":"y"}}""", "FLASHFS5003", "a text as '/data'", "'7}", "ok", DisplayName = "contents that are a number")]
    [DataRow("""{"ok":{"/created":"now","/data":"y"}}""", "FLASHFS5003", "milliseconds as '/created'", "'\"now\"", "ok", DisplayName = "a time that is a text")]
    [DataRow("""{"ok":{"/modified":1.5,"/data":"y"}}""", "FLASHFS5003", "milliseconds as '/modified'", "'1.5", "ok", DisplayName = "half a millisecond")]
    [DataRow("""{"ok":{"/accessed":1e300,"/data":"y"}}""", "FLASHFS5003", "milliseconds as '/accessed'", "'1e300", "ok", DisplayName = "a time past all dates")]
    [DataRow("""{"ok":{"/flags":16,"/data":"y"}}""", "FLASHFS5003", "flags from 0 to 15", "'16", "ok", DisplayName = "an unknown flag")]
    [DataRow("""{"ok":{"/flags":-1,"/data":"y"}}""", "FLASHFS5003", "flags from 0 to 15", "'-1", "ok", DisplayName = "negative flags")]
    [DataRow("""{"ok":{"/binary":1,"/data":"y"}}""", "FLASHFS5003", "true or false", "'1", "ok", DisplayName = "a number for a switch")]
    [DataRow("""{"ok":{"/data":"\u0100","/binary":true}}""", "FLASHFS5003", "up to 255", "larger", "ok", DisplayName = "a binary with a large code unit")]
    [DataRow("""{"a":{"/binary":true},"ok":{"/data":"y"}}""", "FLASHFS5003", "contents", "none", "ok", DisplayName = "a binary directory")]
    [DataRow("""{"ok":{"/data":"y","child":{"/data":"x"}}}""", "FLASHFS5003", "a file or a directory", "both|contents and children", "ok", DisplayName = "a file with children")]
    // The text itself.
    [DataRow("""["ok"]""", "FLASHFS5001", "an object", "", "", DisplayName = "an array")]
    [DataRow("null", "FLASHFS5001", "an object", "", "", DisplayName = "null")]
    [DataRow("""{"ok":{"/data":"y"},}""", "FLASHFS5003", "a name or property", "'}'", "ok", DisplayName = "a comma too many")]
    [DataRow("""{"ok":{"/data":"y"} "b":{}}""", "FLASHFS5003", "a comma", "'\"b\"", "ok", DisplayName = "a comma too few")]
    [DataRow("""{"ok":{"/data":"y"},"b"}""", "FLASHFS5003", "a colon", "'}'", "ok", DisplayName = "a key without value")]
    [DataRow("""{"ok":{"/data":"y"}} {}""", "FLASHFS5003", "nothing behind", "'{}'", "ok", DisplayName = "two objects")]
    [DataRow("""{"ok":{"/data":"y"},"b":{"/data":"\x"}}""", "FLASHFS5003", "rest of a text", "'\\x", "ok", DisplayName = "an unknown escape")]
    [DataRow("""{"ok":{"/data":"y"},"b":{"/data":"\u12g4"}}""", "FLASHFS5003", "rest of a text", "'\\u12g4", "ok", DisplayName = "an escape that is no number")]
    [DataRow("{\"ok\":{\"/data\":\"y\"},\"b\":{\"/data\":\"\u0001\"}}", "FLASHFS5003", "rest of a text", "", "ok", DisplayName = "a control character")]
    [DataRow("""{"ok":{"/data":"y"},"b":{"/data":"x""", "FLASHFS5002", "rest of a text", "end of the text", "ok", DisplayName = "an end in a text")]
    [DataRow("""{"ok":{"/data":"y"},"b":{"c":{"/created":""", "FLASHFS5002", "a value|milliseconds", "", "ok", DisplayName = "an end before a value")]
    [DataRow("""{"ok":{"/data":"y"},"a":tru""", "FLASHFS5003", "an object, or null", "'tru'", "ok", DisplayName = "an end in a word")]
    public void WhatIsWrongIsNamedAndTheRestIsRead(string json, string code, string expected, string found, string paths)
    {
        FlashVolume volume = ChirpOsTestImage.Open(json, mode: ReadMode.Salvage);
        VolumeDamage damage = volume.Damage[0];
        Assert.AreEqual(code, damage.Descriptor.Code, damage.ToDiagnostic().Message);
        Assert.IsTrue(expected.Split('|').Any(text => damage.Expected.Contains(text)), damage.Expected);
        Assert.IsTrue(found.Split('|').Any(text => damage.Found.Contains(text)), damage.Found);
        Assert.AreEqual(paths, ChirpOsTestImage.Paths(volume));
        Assert.IsFalse(damage.Found.Any(char.IsControl), "a message is one line");
        FlashFormatException thrown = Assert.ThrowsExactly<FlashFormatException>(() => ChirpOsTestImage.Open(json));
        Assert.AreEqual(code, thrown.Code);
        if (paths.Length > 0)
        {
            Assert.AreEqual(found.Contains("larger") ? "\u0100" : "y", ChirpOsTestImage.TextOf(volume, paths));
        }

        // The readable form tells the same story, with the offset of the byte.
        if (json[0] == '{')
        {
            FlashVolume readable = ChirpOsVolume.Open(Encoding.UTF8.GetBytes(json), new ChirpOsOptions(), ReadMode.Salvage);
            Assert.AreEqual(damage.Expected, readable.Damage[0].Expected);
            Assert.AreEqual(paths, ChirpOsTestImage.Paths(readable));
        }
    }

    [TestMethod]
    public void DamageSaysWhereInTheImage()
    {
        const string Json = """{"ok":{"/data":"y"},"a":{"/flags":99,"/data":""}}""";
        byte[] readable = Encoding.UTF8.GetBytes("\uFEFF" + Json);
        VolumeDamage damage = ChirpOsVolume.Open(readable, new ChirpOsOptions(), ReadMode.Salvage).Damage.Single();
        Assert.AreEqual(3 + Json.IndexOf("99", StringComparison.Ordinal), damage.Offset);
        Assert.AreEqual("a", damage.Entry);
        VolumeDamage packed = ChirpOsTestImage.Open(Json, mode: ReadMode.Salvage).Damage.Single();
        Assert.IsTrue(packed.Offset > 0 && packed.Offset < ChirpOsTestImage.Of(Json).Length && packed.Offset % 2 == 0, $"{packed.Offset}");
    }

    [TestMethod]
    public void TwoFilesOfOneNameLeaveTheLastAsJavaScriptDoes() => Assert.AreEqual(
        "2", ChirpOsTestImage.TextOf(ChirpOsTestImage.Open("""{"a":{"/data":"1"},"a":{"/data":"2"}}""", mode: ReadMode.Salvage), "a"));

    [TestMethod]
    public void WhatIsNoSavedStringIsDamage()
    {
        AssertDamage([], DiagnosticCodes.Truncated);
        AssertDamage(Encoding.Unicode.GetBytes("null"), DiagnosticCodes.NotThisFormat);
        AssertDamage(Encoding.Unicode.GetBytes("garbage, but text"), DiagnosticCodes.NotThisFormat);
        AssertDamage(Encoding.Unicode.GetBytes(LzString.CompressToBase64("{}")), DiagnosticCodes.NotThisFormat);
        AssertDamage(ChirpOsTestImage.Of(""), DiagnosticCodes.NotThisFormat);
        AssertDamage(ChirpOsTestImage.Of("plain text"), DiagnosticCodes.NotThisFormat);
        AssertDamage(ChirpOsTestImage.Of("42"), DiagnosticCodes.NotThisFormat);
        AssertDamage(Encoding.BigEndianUnicode.GetBytes(LzString.CompressToUtf16("{}")), DiagnosticCodes.NotThisFormat);
        AssertDamage([.. Encoding.Unicode.Preamble, .. ChirpOsTestImage.Of("{}")], DiagnosticCodes.NotThisFormat);
        AssertDamage([.. Enumerable.Repeat((byte)0xFF, 4096)], DiagnosticCodes.NotThisFormat);
        AssertDamage([(byte)'{', 0xFF, (byte)'}'], DiagnosticCodes.InvalidField);
    }

    [TestMethod]
    [DataRow("hello world", "68 00 65 00 6c 00 6c 00", DisplayName = "noise that lz-string ends somewhere")]
    [DataRow("null", "6e 00 75 00 6c 00 6c 00", DisplayName = "noise that it does not end")]
    [DataRow(" ", "20 00", DisplayName = "a unit")]
    public void OfWhatIsNoSavedStringOnlyTheBeginningIsShown(string text, string bytes)
    {
        VolumeDamage damage = ChirpOsVolume.Open(Encoding.Unicode.GetBytes(text), new ChirpOsOptions(), ReadMode.Salvage).Damage.Single();
        Assert.AreEqual(DiagnosticCodes.NotThisFormat, damage.Descriptor);
        Assert.AreEqual(0, damage.Offset);
        Assert.EndsWith($" {bytes}", damage.Found);
        StringAssert.Contains(damage.Expected, "lz-string", StringComparison.Ordinal);
    }

    [TestMethod]
    public void ACutStringLeavesTheFilesBeforeTheCut()
    {
        string json = "{" + string.Join(',', Enumerable.Range(0, 50).Select(i => $"\"f{i:d2}\":{{\"/data\":\"number {i}\"}}")) + "}";
        byte[] image = ChirpOsTestImage.Of(json);
        FlashVolume half = ChirpOsVolume.Open(image.AsMemory(0, image.Length / 4 * 2), new ChirpOsOptions(), ReadMode.Salvage);
        Assert.AreEqual(DiagnosticCodes.Truncated, half.Damage.Single().Descriptor);
        Assert.IsTrue(half.Entries.Count is > 10 and < 45, $"{half.Entries.Count}");
        for (int i = 0; i < half.Entries.Count - 1; i++)
        {
            Assert.AreEqual($"number {i}", ChirpOsTestImage.TextOf(half, $"f{i:d2}"));
        }

        // A wrong code in the middle: the same, by another name.
        image[image.Length / 4 * 2 + 1] = 0xFF;
        Assert.AreEqual(DiagnosticCodes.CorruptCompression, ChirpOsVolume.Open(image, new ChirpOsOptions(), ReadMode.Salvage).Damage[0].Descriptor);
    }

    [TestMethod]
    public void TheEndOfTheStringIsChecked()
    {
        byte[] image = ChirpOsTestImage.Of("""{"a":{"/data":"x"}}""");
        AssertDamage(image[..^2], DiagnosticCodes.Truncated, "a");
        AssertDamage(image[..^1], DiagnosticCodes.Truncated, "a");
        AssertDamage([.. image, 0x20, 0x00], DiagnosticCodes.InvalidField, "a");
        AssertDamage([.. image[..^2], 0x21, 0x00], DiagnosticCodes.InvalidField, "a");

        // The rest of a partition is none of it.
        FlashVolume inPartition = ChirpOsVolume.Open((byte[])[.. image, .. Enumerable.Repeat((byte)0xFF, 33)], new ChirpOsOptions(), ReadMode.Strict);
        Assert.AreEqual(new VolumeExtent(image.Length, 33, ExtentKind.Free), inPartition.Extents[^1]);
        FlashVolume readable = ChirpOsVolume.Open((byte[])[.. "{}\n"u8, .. Enumerable.Repeat((byte)0xFF, 33)], new ChirpOsOptions(), ReadMode.Strict);
        Assert.AreEqual(new VolumeExtent(3, 33, ExtentKind.Free), readable.Extents[^1]);
        Assert.AreEqual(33, readable.Usage.Free);
    }

    [TestMethod]
    [Timeout(120_000)]
    public void AStringOverTheCapacityIsDamageAndIsRead()
    {
        byte[] image = ChirpOsTestImage.WithoutPhrases("{\"a\":{\"/data\":\"" + new string('x', 2_100_000) + "\"}}");
        Assert.IsGreaterThan(5_238_880, image.Length);
        VolumeDamage damage = ChirpOsVolume.Open(image, new ChirpOsOptions(), ReadMode.Salvage).Damage.Single();
        Assert.AreEqual(DiagnosticCodes.InvalidField, damage.Descriptor);
        StringAssert.Contains(damage.Expected, "2619440");
        Assert.AreEqual($"{image.Length / 2}", damage.Found);
    }

    [TestMethod]
    [Timeout(60_000)]
    public void DeepNestingIsListedAndDoesNotOverflow()
    {
        const int Depth = 300_000;
        string[] bombs =
        [
            string.Concat(Enumerable.Repeat("{\"a\":", Depth)) + "null" + new string('}', Depth),
            string.Concat(Enumerable.Repeat("{\"a\":", Depth)),
            "{\"/what\":" + new string('[', Depth) + new string(']', Depth) + "}",
            "{\"/what\":" + new string('[', Depth),
        ];
        foreach (string bomb in bombs)
        {
            FlashVolume volume = ChirpOsTestImage.Open(bomb, mode: ReadMode.Salvage);
            Assert.IsNotEmpty(volume.Damage);
            Assert.IsTrue(volume.Damage.All(damage => damage.Descriptor.Code is "FLASHFS5002" or "FLASHFS5003"));
            Assert.IsNotEmpty(ChirpFileSystem.Load(LzString.CompressToUtf16(bomb)).Damage);
        }

        VolumeDamage tooDeep = ChirpOsTestImage.Open(bombs[0], mode: ReadMode.Salvage).Damage[0];
        StringAssert.Contains(tooDeep.Expected, "at most 1024 directories");
        Assert.IsLessThan(1000, tooDeep.ToDiagnostic().Message.Length, "a message names the end of a long path only");
    }

    [TestMethod]
    [Timeout(60_000)]
    public void BombsEndWithinTheirLimits()
    {
        // A text over the limit out of a few kilobytes.
        byte[] growth = ChirpOsTestImage.WithoutPhrases("{\"a\":{\"/data\":\"x", 8200);
        Assert.IsLessThan(100_000, growth.Length);
        FlashVolume volume = ChirpOsVolume.Open(growth, new ChirpOsOptions(), ReadMode.Salvage);
        Assert.AreEqual(DiagnosticCodes.CorruptCompression, volume.Damage.Single().Descriptor);
        StringAssert.Contains(volume.Damage[0].Expected, "33554432");

        // More nodes than any reader takes.
        string many = "{" + string.Join(',', Enumerable.Range(0, 300_000).Select(i => $"\"{i}\":{{}}")) + "}";
        volume = ChirpOsTestImage.Open(many, mode: ReadMode.Salvage);
        StringAssert.Contains(volume.Damage.Single().Expected, "262144");

        // Names that are as long as the text, in every path.
        string names = "{\"" + new string('n', 1_000_000) + "\":{" + string.Join(',', Enumerable.Range(0, 1000).Select(i => $"\"{i}\":{{\"/data\":\"\"}}")) + "}}";
        volume = ChirpOsTestImage.Open(names, mode: ReadMode.Salvage);
        Assert.HasCount(33, volume.Entries);
        StringAssert.Contains(volume.Damage.Single().Expected, "paths of together");

        // More damage than anybody reads.
        string wrong = "{" + string.Join(',', Enumerable.Repeat("\"\":1", 5000)) + "}";
        volume = ChirpOsTestImage.Open(wrong, mode: ReadMode.Salvage);
        Assert.HasCount(1001, volume.Damage);
        StringAssert.Contains(volume.Damage[^1].Found, "4000 more");
    }

    [TestMethod]
    public void NamesThatNoHostCanHaveAreListedWithoutAPath()
    {
        FlashVolume volume = ChirpOsTestImage.Open("""{"..":{"a":{"/data":"x"}},".":{"/data":"x"},"\ud800":{"/data":"x"},"\u0000":{"/data":"x"}}""");
        Assert.HasCount(4, volume.Entries);
        Assert.IsTrue(volume.Entries.All(entry => entry.Path is null));
    }

    [TestMethod]
    public void TextWithHalvesOfSurrogatePairsIsReadWithoutLoss()
    {
        FlashVolume volume = ChirpOsTestImage.Open("{\"a\":{\"/data\":\"x\\ud83d\\ude00\\udc00\ud800y\"}}");
        VolumeEntry entry = volume.Entries.Single();
        AssertBytes.AreEqual([(byte)'x', 0xF0, 0x9F, 0x98, 0x80, 0xED, 0xB0, 0x80, 0xED, 0xA0, 0x80, (byte)'y'], volume.ReadAll(entry));
        Assert.AreEqual(12, entry.Length);
        Assert.AreEqual("text with halves of surrogate pairs", entry.Attributes[0].Value);
    }

    private static void AssertDamage(byte[] image, DiagnosticDescriptor expected, string paths = "")
    {
        FlashVolume volume = ChirpOsVolume.Open(image, new ChirpOsOptions(), ReadMode.Salvage);
        Assert.AreEqual(expected, volume.Damage[0].Descriptor, volume.Damage[0].ToDiagnostic().Message);
        Assert.AreEqual(paths, ChirpOsTestImage.Paths(volume));
        FlashFormatException thrown = Assert.ThrowsExactly<FlashFormatException>(() => ChirpOsVolume.Open(image, new ChirpOsOptions(), ReadMode.Strict));
        Assert.AreEqual(expected.Code, thrown.Code);
    }
}
