using FlashFs.Formats;
using FlashFs.Formats.Espfs;
using FlashFs.Profiles;

namespace FlashFs.Tests.Formats.Espfs;

/// <summary>What the known devices make of an image.</summary>
[TestClass]
public sealed class EspfsMountingTests
{
    [TestMethod]
    [DataRow("espfs-stored.img", "duktape-esp32", "")]
    [DataRow("espfs-stored.img", "libesphttpd", "")]
    [DataRow("espfs-heatshrink-default.img", "libesphttpd", "")]
    [DataRow("espfs-gzip-web.img", "libesphttpd", "")]
    [DataRow("espfs-heatshrink-default.img", "duktape-esp32", "are packed (heatshrink), and this device uses files as they are stored")]
    [DataRow("espfs-gzip-web.img", "duktape-esp32", "are packed (gzip), and this device uses files as they are stored")]
    public void PackedFilesAreGarbageToADeviceThatUsesThemAsTheyAre(string vector, string profile, string reason)
    {
        DeviceVerdict verdict = Judge(Vectors.Bytes($"images/{vector}"), profile);
        Assert.AreEqual(reason.Length == 0 ? DeviceResult.Mounts : DeviceResult.Garbles, verdict.Result);
        StringAssert.EndsWith(verdict.Reason, reason, StringComparison.Ordinal);
        Assert.AreEqual(reason.Length == 0, verdict.Reason.Length == 0);
    }

    [TestMethod]
    public void WithoutTheMagicThereIsNoImage()
    {
        DeviceVerdict verdict = Judge([.. "nothing"u8, .. new EspfsTestImage().Add("a", "x"u8).End().ToArray()], "libesphttpd");
        Assert.AreEqual(DeviceResult.Refuses, verdict.Result);
        Assert.AreEqual("ESPFS_INIT_RESULT_NO_IMAGE", verdict.Shown);
        Assert.IsGreaterThan(0, verdict.Reason.Length);
    }

    [TestMethod]
    public void ADamagedFileIsReadWrong()
    {
        DeviceVerdict verdict = Judge(new EspfsTestImage().Add("a", "x"u8).Add("b", "y"u8, storedLength: 999).ToArray(), "libesphttpd");
        Assert.AreEqual(DeviceResult.Garbles, verdict.Result);
        StringAssert.StartsWith(verdict.Reason, "'b' cannot be right: expected a stored length of up to", StringComparison.Ordinal);
    }

    private static DeviceVerdict Judge(byte[] image, string profile)
    {
        Assert.IsTrue(FlashProfiles.TryGet(profile, out FlashProfile? known));
        OptionValues device = OptionValues.Resolve(EspfsFormat.Instance, [known.LayerOf(EspfsFormat.Instance)], new());
        return EspfsFormat.Instance.Judge(EspfsFormat.Instance.Open(image, device, ReadMode.Salvage), image, device);
    }
}
