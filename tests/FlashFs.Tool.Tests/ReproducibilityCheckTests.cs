using FlashFs.Diagnostics;
using FlashFs.Tool.Packing;

namespace FlashFs.Tool.Tests;

[TestClass]
public sealed class ReproducibilityCheckTests
{
    [TestMethod]
    public void EqualImagesAreFine()
    {
        var diagnostics = new DiagnosticBag();
        ReproducibilityCheck.Compare([1, 2, 3], [1, 2, 3], diagnostics);
        Assert.IsEmpty(diagnostics);
    }

    [TestMethod]
    [DataRow(new byte[] { 1, 2, 4 }, "0x2")]
    [DataRow(new byte[] { 1, 2, 3, 4 }, "3 and 4 bytes")]
    [DataRow(new byte[] { }, "0x0")]
    public void OtherBytesAreAnError(byte[] second, string fragment)
    {
        var diagnostics = new DiagnosticBag();
        ReproducibilityCheck.Compare([1, 2, 3], second, diagnostics);
        Assert.AreSame(DiagnosticCodes.NotReproducible, diagnostics.Single().Descriptor);
        StringAssert.Contains(diagnostics.Single().Message, fragment, StringComparison.Ordinal);
    }
}
