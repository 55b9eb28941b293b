using System.Security.Cryptography;
using FlashFs.Diagnostics;
using FlashFs.Pipeline;

namespace FlashFs.Tests.Pipeline;

/// <summary>A file is hashed as it was when it was looked at, whether its contents are kept or not.</summary>
[TestClass]
public sealed class InputHasherTests
{
    private const int Length = 4_000;

    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("flashfs-hash-").FullName, "a.bin");

    [TestCleanup]
    public void RemoveFolder() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [TestMethod]
    [DataRow(true, 0)]
    [DataRow(true, Length)]
    [DataRow(true, 300_000)]
    [DataRow(false, 0)]
    [DataRow(false, Length)]
    public void TheHashIsThatOfTheContents(bool keeps, int length)
    {
        byte[] bytes = RandomNumberGenerator.GetBytes(length);
        SourceFile file = LookAt(bytes);
        Hash(file, keeps, () =>
        {
            CollectionAssert.AreEqual(SHA256.HashData(bytes), file.Stamp!.Sha256.ToArray());
            Assert.AreEqual(keeps && length <= Length, file.Kept is not null);
            CollectionAssert.AreEqual(file.Kept is null ? null : bytes, file.Kept?.Bytes.ToArray());
        });
    }

    [TestMethod]
    [DataRow(true, 0)]
    [DataRow(true, Length - 1)]
    [DataRow(true, Length + 1)]
    [DataRow(true, 3 * Length)]
    [DataRow(false, Length - 1)]
    [DataRow(false, Length + 1)]
    public void AFileThatGotAnotherLengthIsAnError(bool keeps, int length)
    {
        SourceFile file = LookAt(new byte[Length]);
        File.WriteAllBytes(_path, new byte[length]);
        FlashFsException error = Assert.ThrowsExactly<FlashFsException>(() => Hash(file, keeps, () => { }));
        Assert.AreEqual(DiagnosticCodes.FileChanged.Code, error.Diagnostics.Single().Code);
        Assert.Contains("'a.bin' had 4000 bytes when the build began and", error.Message);
        Assert.IsNull(file.Stamp);
        Assert.IsNull(file.Kept);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void AFileThatWentIsAnError(bool keeps)
    {
        SourceFile file = LookAt(new byte[Length]);
        File.Delete(_path);
        FlashFsException error = Assert.ThrowsExactly<FlashFsException>(() => Hash(file, keeps, () => { }));
        Assert.AreEqual(DiagnosticCodes.FileUnreadable.Code, error.Diagnostics.Single().Code);
    }

    private static void Hash(SourceFile file, bool keeps, Action look)
    {
        using KeptContents? kept = keeps ? new KeptContents() : null;
        InputHasher.Hash(file, kept, new byte[32]);
        look();
    }

    private SourceFile LookAt(byte[] bytes)
    {
        File.WriteAllBytes(_path, bytes);
        return SourceFile.Look(_path, "a.bin");
    }
}
