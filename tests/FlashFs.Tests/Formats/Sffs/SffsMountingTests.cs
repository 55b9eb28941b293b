using FlashFs.Formats;
using FlashFs.Formats.Sffs;

namespace FlashFs.Tests.Formats.Sffs;

/// <summary>What the versions of the library make of an image.</summary>
[TestClass]
public sealed class SffsMountingTests
{
    private const string Long = "a-name-of-21-bytes.nu";

    [TestMethod]
    [DataRow(64, "")]
    [DataRow(21, "")]
    [DataRow(20, "maxNameLength is 20 there and 64 in the image: it takes the first page of 1 of 2 files for a bad one, and erases it")]
    public void AnOlderLibraryLosesLongNames(int most, string reason)
    {
        byte[] image = new SffsTestImage(16).First(0, 1, "short", 10, 7).First(1, 3, Long, 10, 8).ToArray();
        SffsVolume made = SffsVolume.Open(image, new SffsOptions(), ReadMode.Salvage);
        DeviceVerdict verdict = SffsFormat.Instance.Judge(made, image, new SffsOptions { MaxNameLength = most }.ToValues());
        Assert.AreEqual(reason, verdict.Reason);
        Assert.AreEqual(reason.Length == 0 ? DeviceResult.Mounts : DeviceResult.Garbles, verdict.Result);
    }
}
