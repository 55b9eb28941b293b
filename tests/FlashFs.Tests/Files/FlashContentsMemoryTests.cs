using FlashFs.Files;

namespace FlashFs.Tests.Files;

[TestClass]
public sealed class FlashContentsMemoryTests
{
    [TestMethod]
    public void ContentsInMemoryAreGivenWithoutACopy()
    {
        byte[] bytes = [1, 2, 3];
        Assert.IsTrue(FlashContents.FromMemory(bytes).TryGetMemory(out ReadOnlyMemory<byte> memory));
        Assert.IsTrue(memory.Span == bytes.AsSpan(), "the same bytes, not equal ones");
    }

    [TestMethod]
    public void ContentsOnDiskAreNot() =>
        Assert.IsFalse(FlashContents.FromFile(Vectors.PathOf("inputs/app.js")).TryGetMemory(out _));
}
