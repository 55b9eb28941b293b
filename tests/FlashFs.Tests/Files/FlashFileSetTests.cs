using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Tests.Files;

[TestClass]
public sealed class FlashFileSetTests
{
    [TestMethod]
    public void AFileSetIsSortedByTheBytesOfItsPaths()
    {
        FlashFileSet files = FlashFileSet.Sorted([File("b", 1), File("a/b", 2), File("a-b", 3), File("B", 4)], new DiagnosticBag());
        CollectionAssert.AreEqual(new[] { "B", "a-b", "a/b", "b" }, files.Select(file => file.Path.Value).ToArray());
    }

    [TestMethod]
    public void OfTwoFilesWithOnePathTheFirstStays()
    {
        var diagnostics = new DiagnosticBag();
        FlashFileSet files = FlashFileSet.InOrder([File("b", 1), File("a", 2), File("b", 3)], diagnostics);
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.DuplicatePath, "'b'", "1 byte in memory and 3 bytes in memory");
        CollectionAssert.AreEqual(new long[] { 1, 2 }, files.Select(file => file.Contents.Length).ToArray());
    }

    private static FlashFile File(string path, int length) => new(FlashPath.Parse(path), FlashContents.FromMemory(new byte[length]));
}
