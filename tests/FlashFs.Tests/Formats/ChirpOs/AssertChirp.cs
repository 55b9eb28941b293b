using FlashFs.Diagnostics;
using FlashFs.Formats.ChirpOs;

namespace FlashFs.Tests.Formats.ChirpOs;

/// <summary>Checks what a file system refuses, by the name of the code.</summary>
internal static class AssertChirp
{
    public static void Refused(string name, Action action)
    {
        ChirpException thrown = Assert.ThrowsExactly<ChirpException>(action);
        Assert.AreEqual(name, thrown.StatusName, thrown.Message);
        Assert.StartsWith(name + ": ", thrown.Message);
        Assert.AreEqual(DiagnosticCodes.OperationRefused.Code, thrown.Code);
    }
}
