using System.Buffers.Binary;
using FlashFs.Formats;
using FlashFs.Formats.AppFs;

namespace FlashFs.Tests.Formats.AppFs;

/// <summary>Which files of a damaged image cannot be right, and what a device makes of it.</summary>
[TestClass]
public sealed class AppFsDamagedFileTests
{
    private const int Page = AppFsTestImage.Page;
    private const int Next = 116;

    // Three files end in copy 1. Pages: a 0 and 1, b 2 and 3, c 4; 5 and 6 are free.
    private const int Copy = 0x8000;

    [TestMethod]
    [DataRow(1, 1, "a", DisplayName = "a loop")]
    [DataRow(3, 4, "b", DisplayName = "another file begins there")]
    [DataRow(3, 1, "b", DisplayName = "crosses a chain and would be too long")]
    [DataRow(2, 1, "a b", DisplayName = "crosses a chain, and either may be right")]
    [DataRow(0, 3, "a b", DisplayName = "crosses a later chain, and either may be right")]
    [DataRow(4, 5, "c", DisplayName = "goes on in a free page")]
    [DataRow(0, 0, "a", DisplayName = "ends early")]
    public void AFileWhoseChainCannotBeRightIsDamaged(int page, int next, string damaged)
    {
        byte[] image = Image();
        image[Field(page, Next)] = (byte)next;
        Assert.AreEqual(damaged, Damaged(Sealed(image)));
    }

    [TestMethod]
    [DataRow(3 * Page)]
    [DataRow(10)]
    public void AFileOfAnotherSizeThanItsChainIsDamaged(int size)
    {
        byte[] image = Image();
        BinaryPrimitives.WriteInt32LittleEndian(image.AsSpan(Field(2, 112)), size);
        Assert.AreEqual("b", Damaged(Sealed(image)));
    }

    [TestMethod]
    public void AFileWhoseContentsAreCutOffIsDamaged() => Assert.AreEqual("b c", Damaged(Open(Image()[..(4 * Page + 50)])));

    [TestMethod]
    public void OtherDamageLeavesTheFilesWhole()
    {
        byte[] image = Image();
        image[Field(6, 117)] = 0x12; // a use that there is not
        image[Field(4, 0)] = (byte)'b'; // a name twice
        AppFsVolume volume = Sealed(image);
        Assert.HasCount(2, volume.Damage);
        Assert.AreEqual("", Damaged(volume));
    }

    [TestMethod]
    public void ADeviceReadsASoundImage() => Assert.AreEqual(DeviceVerdict.Mounts, Judge(Image()));

    [TestMethod]
    [DataRow(AppFsDescriptorLayout.Badgeteam)]
    [DataRow(AppFsDescriptorLayout.Pocketsprite)]
    public void EitherDeviceReadsLongNamesOfTheOther(AppFsDescriptorLayout device) => Assert.AreEqual(
        DeviceVerdict.Mounts,
        Judge(AppFsTestImage.Write(AppFsTestImage.Pocketsprite, 4 * Page, AppFsTestImage.File(new string('n', 111), 10)), device));

    [TestMethod]
    public void WithoutAValidCopyTheDeviceFormats()
    {
        byte[] image = Image();
        image[Copy + 1000] ^= 1;
        Assert.AreEqual(DeviceVerdict.Mounts, Judge(image), "the older copy is valid");
        image[1000] ^= 1;
        DeviceVerdict verdict = Judge(image);
        Assert.AreEqual(DeviceResult.Formats, verdict.Result);
        Assert.AreEqual("formats it", verdict.Shown);
        StringAssert.StartsWith(verdict.Reason, "neither copy of the metadata is valid: CRC-32 0x", StringComparison.Ordinal);
        StringAssert.EndsWith(verdict.Reason, "at 0x800c", StringComparison.Ordinal);
        Assert.AreEqual("neither copy of the metadata is valid: erased flash at 0x0", Judge([.. Enumerable.Repeat((byte)0xFF, 4 * Page)]).Reason);
    }

    [TestMethod]
    public void AFileThatIsDamagedIsReadWrong()
    {
        byte[] image = Image();
        image[Field(1, Next)] = 1;
        AppFsCopy.Seal(image.AsSpan(Copy, 0x8000), 3);
        DeviceVerdict verdict = Judge(image);
        Assert.AreEqual(DeviceResult.Garbles, verdict.Result);
        Assert.AreEqual(
            "'a' cannot be right: expected a page that goes on with the file behind page 1, found page 1 again: the chain is a loop", verdict.Reason);
    }

    private static DeviceVerdict Judge(byte[] image, AppFsDescriptorLayout layout = AppFsDescriptorLayout.Pocketsprite) =>
        AppFsFormat.Instance.Judge(Open(image), image, new AppFsOptions { Layout = layout }.ToValues());

    private static byte[] Image() => AppFsTestImage.Write(
        AppFsTestImage.Pocketsprite, 8 * Page,
        AppFsTestImage.File("a", Page + 100), AppFsTestImage.File("b", Page + 200), AppFsTestImage.File("c", 300));

    private static int Field(int page, int field) => Copy + 128 * (page + 1) + field;

    private static AppFsVolume Open(byte[] image) => AppFsVolume.Open(image, AppFsTestImage.Pocketsprite, ReadMode.Salvage);

    private static AppFsVolume Sealed(byte[] image)
    {
        AppFsCopy.Seal(image.AsSpan(Copy, 0x8000), 3);
        return Open(image);
    }

    private static string Damaged(AppFsVolume volume) =>
        string.Join(' ', volume.Entries.Where(entry => entry.IsDamaged).Select(entry => entry.Name));
}
