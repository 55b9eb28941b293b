using System.Buffers.Binary;
using System.Security.Cryptography;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Pipeline;

namespace FlashFs.Tests.Pipeline;

/// <summary>The state of a build as a file: whatever became of it, reading it gives the state or none.</summary>
[TestClass]
public sealed class BuildStateFileTests
{
    private const int Seeds = 10_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("flashfs-state-").FullName;

    private string Path => System.IO.Path.Combine(_folder, StageFiles.State);

    [TestCleanup]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public void WhatIsWrittenComesBack()
    {
        Use(BuildStateFile.Read(Write())!);
        Assert.IsNull(BuildStateFile.Read(Path + "-none"));
    }

    [TestMethod]
    public void AStateWithAnyByteChangedIsNone()
    {
        byte[] right = System.IO.File.ReadAllBytes(Write());
        for (int i = 0; i < right.Length; i++)
        {
            byte[] damaged = [.. right];
            damaged[i] ^= 0x10;
            System.IO.File.WriteAllBytes(Path, damaged);
            Assert.IsNull(BuildStateFile.Read(Path), $"byte {i}");
        }
    }

    [TestMethod]
    public void AStateOfAnyOtherLengthIsNone()
    {
        byte[] right = System.IO.File.ReadAllBytes(Write());
        for (int length = 0; length < right.Length; length++)
        {
            System.IO.File.WriteAllBytes(Path, right[..length]);
            Assert.IsNull(BuildStateFile.Read(Path), $"{length} bytes");
        }

        System.IO.File.WriteAllBytes(Path, [.. right, 0]);
        Assert.IsNull(BuildStateFile.Read(Path));
    }

    // What another version wrote has its checksum in order as well.
    [TestMethod]
    [DataRow(BuildState.Revision - 1)]
    [DataRow(BuildState.Revision + 1)]
    [DataRow(0)]
    [DataRow(-1)]
    public void AStateOfAnotherRevisionIsNone(int revision)
    {
        byte[] other = Unsealed(System.IO.File.ReadAllBytes(Write()));
        BinaryPrimitives.WriteInt32LittleEndian(other, revision);
        System.IO.File.WriteAllBytes(Path, Sealed(other));
        Assert.IsNull(BuildStateFile.Read(Path));
    }

    [TestMethod]
    public void AStateOfAnotherShapeUnderTheSameRevisionIsNoneOrCanBeUsed()
    {
        byte[] right = Unsealed(System.IO.File.ReadAllBytes(Write()));
        int read = 0;
        for (int seed = 0; seed < Seeds; seed++)
        {
            System.IO.File.WriteAllBytes(Path, Sealed(StateDamage.Reshape(right, new Random(seed))));
            if (BuildStateFile.Read(Path) is { } state)
            {
                read++;
                Use(state);
            }
        }

        Assert.IsTrue(read is > 100 and < Seeds - 100, $"{read} of {Seeds} were states: the damage reaches both cases");
    }

    // The files of an image are looked at only by a build that has to say what changed, long after the state was read.
    [TestMethod]
    public void FilesOfAnImageThatAreNoneMakeTheWholeStateNone()
    {
        var writer = new StateWriter(0);
        BuildStateWriter.Write(writer, State());
        byte[] state = writer.Written.ToArray();
        int path = state.AsSpan().LastIndexOf("one.js"u8);
        BinaryPrimitives.WriteInt32LittleEndian(state.AsSpan(path - sizeof(int)), 7); // one byte more than the path has
        System.IO.File.WriteAllBytes(Path, Sealed(state));
        Assert.IsNull(BuildStateFile.Read(Path));
    }

    // Outputs that nothing makes any more are deleted, by the names in the state.
    [TestMethod]
    [DataRow("../outside.img")]
    [DataRow("kit/../../outside.img")]
    [DataRow("..\\outside.img")]
    [DataRow("/outside.img")]
    [DataRow("a\0b")]
    [DataRow("")]
    public void AnOutputOutsideOfTheFolderMakesTheWholeStateNone(string name)
    {
        BuildState state = State();
        state.Outputs.Add(new OutputStamp(name, 1, 1, ""));
        BuildStateFile.Write(Path, state);
        Assert.IsNull(BuildStateFile.Read(Path));
    }

    private static BuildState State()
    {
        byte[] sha256 = SHA256.HashData("x"u8);
        FlashFileSet files = FlashFileSet.Sorted(
            [File("one.js", null), File("two.js", FileCompression.Gzip)], new DiagnosticBag());
        var state = new BuildState
        {
            Tool = ToolRevision.Full,
            Settings = "settings",
            Inputs = InputTable.Of([Input("flash/one.js", sha256, false), Input("flash/two.js", sha256, true)], null),
        };
        state.Images.Add(new ImageRecord
        {
            Name = "espfs.img",
            Key = new string('a', 64),
            Settings = [new("format", "espfs"), new("size", "1048576")],
            Files = FileHashes.Of(files, file => file.Compression is null ? "" : " Gzip", null),
            Size = 4096,
            Sha256 = new string('b', 64),
            Figures = new ImageFigures(2, 3000, 96, 1000, 7, 4096),
            Diagnostics = [DiagnosticCodes.FilesLeftOut.At(new DiagnosticLocation("a.csproj", 3, 4), "left out")],
        });
        state.Outputs.Add(new OutputStamp("espfs.img", 4096, 7, new string('b', 64)) { Offset = 0x300000 });
        state.Outputs.Add(new OutputStamp("kit/flash.bin", 4096, 7, new string('c', 64)));
        state.Diagnostics.Add(DiagnosticCodes.FilesLeftOut.At(null, "left out"));
        return state;
    }

    private static byte[] Unsealed(byte[] file) => file[..^sizeof(ulong)];

    private static byte[] Sealed(byte[] state)
    {
        byte[] file = [.. state, .. new byte[sizeof(ulong)]];
        BinaryPrimitives.WriteUInt64LittleEndian(file.AsSpan(state.Length), Checksum.Of(state));
        return file;
    }

    private static SourceFile Input(string display, byte[] sha256, bool holdsPrivateKey)
    {
        var input = SourceFile.Look(typeof(BuildStateFileTests).Assembly.Location, display);
        input.Stamp = new InputStamp(3, 4, 5, sha256, holdsPrivateKey);
        return input;
    }

    private static FlashFile File(string path, FileCompression? compression) =>
        new(FlashPath.Parse(path), FlashContents.FromMemory("x"u8.ToArray(), SHA256.HashData("x"u8))) { Compression = compression };

    // What a build does with a former state.
    private static void Use(BuildState state)
    {
        BuildState now = State();
        foreach (ImageRecord image in state.Images)
        {
            _ = image.WhyNot(now.Images[0], OutputCheck.Intact);
            _ = image.WhyNot(now.Images[0] with { Key = "another" }, OutputCheck.Intact);
            Assert.IsTrue(image.Files.KeptIn(now.Images[0].Files).Length == now.Images[0].Files.Count);
        }

        _ = state.Inputs.Find("flash/two.js");
        _ = state.Inputs.FindUnchanged(Input("flash/two.js", [], false), 0);
        _ = state.Inputs.FindUnchanged(Input("flash/none.js", [], false), 5);
        state.Outputs.ForEach(output => output.Check(AppContext.BaseDirectory));
        state.Diagnostics.ForEach(diagnostic => Assert.IsNotNull(diagnostic.ToString()));
    }

    private string Write()
    {
        BuildStateFile.Write(Path, State());
        return Path;
    }
}
