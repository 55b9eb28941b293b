using FlashFs.Diagnostics;
using FlashFs.Pipeline;

namespace FlashFs.Tests.Pipeline;

/// <summary>The memo of a stage as a file: whatever became of it, it gives an answer that stands or none.</summary>
[TestClass]
public sealed class BuildMemoTests
{
    private const int Seeds = 3_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("flashfs-memo-").FullName;

    private string Memo => Path.Combine(_folder, "obj", BuildMemo.ImagesFileName);

    [TestCleanup]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public void AnAnswerComesBackAsLongAsItStands()
    {
        StandingAnswer standing = Standing();
        BuildMemo.Keep(Memo, _folder, "question", standing);
        StageResult result = BuildMemo.Recall(Memo, _folder, "question")!;
        Assert.IsFalse(result.Changed);
        CollectionAssert.AreEqual(standing.Result.Outputs.ToArray(), result.Outputs.ToArray());
        CollectionAssert.AreEqual(standing.Result.FilesWritten.ToArray(), result.FilesWritten.ToArray());
        CollectionAssert.AreEqual(standing.Result.Lines.ToArray(), result.Lines.ToArray());
        CollectionAssert.AreEqual(standing.Result.Diagnostics.ToArray(), result.Diagnostics.ToArray());
        Assert.IsNull(BuildMemo.Recall(Memo, _folder, "another question"));
        Assert.IsNull(BuildMemo.Recall(Memo + "-none", _folder, "question"));
        foreach (SeenFile file in standing.Files)
        {
            File.SetLastWriteTimeUtc(file.Path, File.GetLastWriteTimeUtc(file.Path).AddTicks(-TimeSpan.TicksPerMicrosecond));
            Assert.IsNull(BuildMemo.Recall(Memo, _folder, "question"), file.Path);
            BuildMemo.Keep(Memo, _folder, "question", standing = Standing());
            Assert.IsNotNull(BuildMemo.Recall(Memo, _folder, "question"), file.Path);
        }
    }

    [TestMethod]
    public void AFileWithoutATimeLetsNoAnswerStand()
    {
        StandingAnswer standing = Standing();
        Assert.IsNotNull(StandingAnswer.Of(standing.Files, standing.Result));
        Assert.IsNull(StandingAnswer.Of([.. standing.Files, standing.Files[0] with { Ticks = 0 }], standing.Result));
    }

    [TestMethod]
    public void AMemoWithAnyByteChangedOrMissingIsNone()
    {
        BuildMemo.Keep(Memo, _folder, "question", Standing());
        byte[] right = File.ReadAllBytes(Memo);
        for (int i = 0; i < right.Length; i++)
        {
            byte[] damaged = [.. right];
            damaged[i] ^= 0x10;
            File.WriteAllBytes(Memo, damaged);
            Assert.IsNull(BuildMemo.Recall(Memo, _folder, "question"), $"byte {i}");
            File.WriteAllBytes(Memo, right[..i]);
            Assert.IsNull(BuildMemo.Recall(Memo, _folder, "question"), $"{i} bytes");
        }
    }

    // What another version wrote has its hash in order as well.
    [TestMethod]
    public void AMemoOfAnotherShapeIsNoneOrCanBeUsed()
    {
        BuildMemo.Keep(Memo, _folder, "question", Standing());
        byte[] right = File.ReadAllBytes(Memo);
        int read = 0;
        for (int seed = 0; seed < Seeds; seed++)
        {
            File.WriteAllBytes(Memo, StateDamage.Reshape(right, new Random(seed)));
            if (BuildMemo.Recall(Memo, _folder, "question") is { } result)
            {
                read++;
                Assert.IsTrue(result.Outputs.All(output => Path.IsPathRooted(output.Path)) && result.FilesWritten.All(Path.IsPathRooted) && result.Lines.All(line => line is not null));
                Assert.IsTrue(result.Diagnostics.All(diagnostic => diagnostic.ToString().Length > 0));
            }
        }

        Assert.IsTrue(read is > 50 and < Seeds - 50, $"{read} of {Seeds} were answers: the damage reaches both cases");
    }

    private StandingAnswer Standing()
    {
        SeenFile[] files = [Seen("flash/one.js"), Seen("obj/espfs.img")];
        return new StandingAnswer(files, new StageResult(
            false,
            [new StageOutput(files[1].Path, 4096, new string('b', 64), 0x300000), new StageOutput(Path.Combine(_folder, "obj/table.bin"), 3072, new string('c', 64), null)],
            [files[1].Path, Memo],
            ["espfs.img: up to date", ""],
            [DiagnosticCodes.FilesLeftOut.At(new DiagnosticLocation("a.csproj", 3, 4), "left out"), DiagnosticCodes.FilesLeftOut.At(null, "more")]));
    }

    private SeenFile Seen(string relative)
    {
        string path = Path.Combine(_folder, relative);
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, relative);
        }

        return new SeenFile(path, relative.Length, File.GetLastWriteTimeUtc(path).Ticks);
    }
}
