using FlashFs.Formats.AppFs;

namespace FlashFs.Tests.Formats.AppFs;

/// <summary>What badge.team's launcher leaves for its boot loader, byte by byte.</summary>
[TestClass]
public sealed class AppFsBootSelectionTests
{
    [TestMethod]
    [DataRow(null, "")]
    [DataRow("", "")]
    [DataRow("level=3", "level=3")]
    [DataRow("é", "é")]
    [DataRow("a\0b", "a")]
    public void ASelectionIsReadBack(string? argument, string expected)
    {
        byte[] memory = new byte[AppFsBootSelection.Size];
        memory.AsSpan().Fill(0xA5);
        Assert.IsTrue(WithAnApp(out int handle).SelectBoot(memory, handle, argument));
        Assert.AreEqual("36724F994ADEF72A0200000001", Convert.ToHexString(memory.AsSpan(0, 13)), "magic, handle, valid");
        Assert.AreEqual(new AppFsBootSelection(2, true, expected), AppFsBootSelection.Read(memory));
    }

    [TestMethod]
    public void AnArgumentThatIsTooLongIsLeftOutWhole()
    {
        byte[] memory = new byte[AppFsBootSelection.Size];
        AppFsVolume volume = WithAnApp(out int handle);
        Assert.IsTrue(volume.SelectBoot(memory, handle, new string('x', 127)));
        Assert.AreEqual(new string('x', 127), AppFsBootSelection.Read(memory)?.Argument);
        Assert.IsTrue(volume.SelectBoot(memory, handle, new string('x', 128)));
        Assert.AreEqual("", AppFsBootSelection.Read(memory)?.Argument);
    }

    [TestMethod]
    public void AHandleOfNoFileChangesNothing()
    {
        byte[] memory = [.. Enumerable.Range(0, AppFsBootSelection.Size).Select(i => (byte)i)];
        byte[] before = [.. memory];
        AppFsVolume volume = WithAnApp(out int handle);
        Assert.IsFalse(volume.SelectBoot(memory, handle + 1));
        Assert.IsFalse(volume.SelectBoot(memory, AppFsVolume.InvalidHandle));
        AssertBytes.AreEqual(before, memory);
    }

    [TestMethod]
    public void OtherMemoryHoldsNoSelection()
    {
        byte[] memory = new byte[AppFsBootSelection.Size];
        Assert.IsNull(AppFsBootSelection.Read(memory));
        WithAnApp(out int handle).SelectBoot(memory, handle, "x");
        memory[12] = 0;
        memory.AsSpan(13).Fill((byte)'y');
        Assert.AreEqual(new AppFsBootSelection(2, false, null), AppFsBootSelection.Read(memory), "not to be started, and without an end");
        memory[7] ^= 1;
        Assert.IsNull(AppFsBootSelection.Read(memory));
    }

    [TestMethod]
    public void TooLittleMemoryIsRefused()
    {
        AppFsVolume volume = WithAnApp(out int handle);
        Assert.ThrowsExactly<ArgumentException>(() => volume.SelectBoot(new byte[143], handle));
        Assert.ThrowsExactly<ArgumentException>(() => AppFsBootSelection.Read(new byte[143]));
    }

    private static AppFsVolume WithAnApp(out int handle)
    {
        AppFsVolume volume = AppFsTestImage.Mount(4, out _, AppFsTestImage.Badgeteam);
        volume.Create("data", 2 * AppFsTestImage.Page);
        handle = volume.Create("app", 10);
        return volume;
    }
}
