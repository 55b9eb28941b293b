using FlashFs.Formats;
using FlashFs.Formats.SimpleFs;

namespace FlashFs.Tests.Formats.SimpleFs;

/// <summary>Which files of a damaged image cannot be right, and what the VM makes of it.</summary>
[TestClass]
public sealed class SimpleFsDamagedFileTests
{
    // a: name 0 to 1, contents 2 to 6; b: name 7 to 8, contents 9 to 13.
    private const string Text = "text";

    [TestMethod]
    [DataRow(0xFFFFFFF0u, 4u, DisplayName = "begins off the image")]
    [DataRow(0xFFFFFFFFu, 0xFFFFFFFFu, DisplayName = "a sum that wraps in 32 bits")]
    [DataRow(9u, 0xFFFFFFF7u, DisplayName = "a sum that wraps to the start")]
    [DataRow(9u, 6u, DisplayName = "one byte too many")]
    [DataRow(9u, 3u, DisplayName = "no NUL where it ends")]
    public void OnlyTheFileWhoseContentsCannotBeRightIsDamaged(uint offset, uint length) => Assert.AreEqual(
        "b", Damaged(new SimpleFsTestImage().Add("a", Text).Add("b", Text, contentsOffset: offset, contentsLength: length).ToArray()));

    [TestMethod]
    public void AFileThatIsWrongItselfTakesNoOtherWithIt() => Assert.AreEqual(
        "a", Damaged(new SimpleFsTestImage().Add("a", Text, contentsLength: 1000).Add("b", Text).Add("c", Text).ToArray()), "a runs over all others");

    [TestMethod]
    public void OfTwoThatOverlapNeitherCanBeToldToBeRight()
    {
        byte[] image = new SimpleFsTestImage().Add("a", Text).Add("b", Text, contentsOffset: 4, contentsLength: 2).Add("c", Text).ToArray();
        Assert.AreEqual("a b", Damaged(image));
    }

    [TestMethod]
    public void ContentsThatAreStoredOnceForTwoFilesAreRight() => Assert.AreEqual(
        "", Damaged(new SimpleFsTestImage().Add("a", Text).Add("b", "", contentsOffset: 2, contentsLength: 4).ToArray()));

    [TestMethod]
    public void WithoutTheLastNulTheContentsAreWhole() => Assert.AreEqual("", Damaged(new SimpleFsTestImage().Add("a", Text, terminator: "").ToArray()));

    [TestMethod]
    public void ADamagedNameLeavesTheContentsWhole() => Assert.AreEqual(
        "", Damaged(new SimpleFsTestImage().Add("a", Text, nameLength: 9).Add(".b", Text).Add("a", Text).ToArray()));

    [TestMethod]
    [DataRow("index.js", "1", DeviceResult.Mounts, "mounts", "")]
    [DataRow("index.bc", "1", DeviceResult.Mounts, "mounts", "")]
    [DataRow("lib.js", "1", DeviceResult.Refuses, "ends with -1", "there is no index.js or index.bc")]
    [DataRow("index.js", "", DeviceResult.Refuses, "ends with -8", "'index.js' has 0 bytes")]
    [DataRow("~index.js", "1", DeviceResult.Refuses, "ends with -2", "'~index.js' begins with '~'")]
    public void TheVmIsForetold(string name, string contents, DeviceResult result, string shown, string reason)
    {
        DeviceVerdict verdict = Judge(new SimpleFsTestImage().Add(name, contents).ToArray());
        Assert.AreEqual(result, verdict.Result);
        Assert.AreEqual(shown, verdict.Shown);
        StringAssert.Contains(verdict.Reason, reason, StringComparison.Ordinal);
        Assert.AreEqual(result == DeviceResult.Mounts, verdict.Reason.Length == 0);
    }

    [TestMethod]
    [DataRow(229_327, DeviceResult.Mounts, "")]
    [DataRow(229_328, DeviceResult.Refuses, "it takes 229327; from a file (-r) this image works")]
    [DataRow(524_287, DeviceResult.Refuses, "it takes 229327; from a file (-r) this image works")]
    [DataRow(524_288, DeviceResult.Refuses, "524288 bytes, and it takes 229327 out of a cell and 524287 from a file")]
    public void TheSizeThatRunsIsForetold(int size, DeviceResult result, string reason)
    {
        byte[] image = new SimpleFsTestImage().Add("index.js", new string('x', size - 4 - 16 - 8 - 2)).ToArray();
        Assert.HasCount(size, image);
        DeviceVerdict verdict = Judge(image);
        Assert.AreEqual(result, verdict.Result);
        StringAssert.EndsWith(verdict.Reason, reason, StringComparison.Ordinal);
    }

    [TestMethod]
    public void WithoutATableNothingRuns()
    {
        DeviceVerdict verdict = Judge([9, 0, 0, 0]);
        Assert.AreEqual(DeviceResult.Refuses, verdict.Result);
        StringAssert.Contains(verdict.Reason, "found a count of 9, whose table takes 148 bytes", StringComparison.Ordinal);
    }

    [TestMethod]
    public void ADamagedFileIsReadWrong()
    {
        DeviceVerdict verdict = Judge(new SimpleFsTestImage().Add("index.js", "1").Add("x.js", "1", contentsLength: 1000).ToArray());
        Assert.AreEqual(DeviceResult.Garbles, verdict.Result);
        StringAssert.StartsWith(verdict.Reason, "'x.js' cannot be right: expected a length of up to 2", StringComparison.Ordinal);
    }

    private static DeviceVerdict Judge(byte[] image)
    {
        SimpleFsVolume volume = SimpleFsVolume.Open(image, ReadMode.Salvage);
        return SimpleFsFormat.Instance.Judge(volume, image, volume.Options);
    }

    private static string Damaged(byte[] image) => string.Join(
        ' ', SimpleFsVolume.Open(image, ReadMode.Salvage).Entries.Where(entry => entry.IsDamaged).Select(entry => entry.Name));
}
