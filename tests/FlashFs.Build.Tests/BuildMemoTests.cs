using System.Security.Cryptography;
using FlashFs.Diagnostics;
using FlashFs.Pipeline;
using FlashFs.Tests.Pipeline;
using Microsoft.Build.Framework;

namespace FlashFs.Build.Tests;

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
        SeenFile[] files = Keep();
        StageAnswer answer = Answer();
        StageAnswer recalled = BuildMemo.Recall(Memo, _folder, "question")!;
        CollectionAssert.AreEqual(Described(answer.Outputs), Described(recalled.Outputs));
        CollectionAssert.AreEqual(answer.FilesWritten, recalled.FilesWritten);
        CollectionAssert.AreEqual(answer.Lines, recalled.Lines);
        CollectionAssert.AreEqual(answer.Diagnostics, recalled.Diagnostics);
        Assert.IsNull(BuildMemo.Recall(Memo, _folder, "another question"));
        Assert.IsNull(BuildMemo.Recall(Memo + "-none", _folder, "question"));
        foreach (SeenFile file in files)
        {
            File.SetLastWriteTimeUtc(file.Path, File.GetLastWriteTimeUtc(file.Path).AddTicks(-TimeSpan.TicksPerMicrosecond));
            Assert.IsNull(BuildMemo.Recall(Memo, _folder, "question"), file.Path);
            Keep();
            Assert.IsNotNull(BuildMemo.Recall(Memo, _folder, "question"), file.Path);
        }
    }

    // What the stage takes for unknown stands for nothing, also where a file system says so of a file.
    [TestMethod]
    public void AFileWithoutATimeLetsNoAnswerStand()
    {
        SeenFile[] files = [.. Seen(), Seen()[0] with { Ticks = 0 }];
        BuildMemo.Keep(Memo, _folder, "question", files, Answer());
        Assert.IsNull(BuildMemo.Recall(Memo, _folder, "question"));
    }

    // A link stands for what it points to; its own length and time are nobody's.
    [TestMethod]
    public void AnAnswerHangsOnWhatALinkPointsTo()
    {
        string link = Path.Combine(_folder, "link.js");
        SeenFile target = Seen()[0];
        File.CreateSymbolicLink(link, target.Path);
        BuildMemo.Keep(Memo, _folder, "question", [target with { Path = link }], Answer());
        Assert.IsNotNull(BuildMemo.Recall(Memo, _folder, "question"));
        File.WriteAllText(target.Path, "another length");
        Assert.IsNull(BuildMemo.Recall(Memo, _folder, "question"));
        File.Delete(target.Path);
        Assert.IsNull(BuildMemo.Recall(Memo, _folder, "question"));
    }

    [TestMethod]
    public void AMemoWithAnyByteChangedOrMissingIsNone()
    {
        Keep();
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
        Keep();
        byte[] right = File.ReadAllBytes(Memo)[..^SHA256.HashSizeInBytes];
        int read = 0;
        for (int seed = 0; seed < Seeds; seed++)
        {
            byte[] other = StateDamage.Reshape(right, new Random(seed));
            File.WriteAllBytes(Memo, [.. other, .. SHA256.HashData(other)]);
            if (BuildMemo.Recall(Memo, _folder, "question") is { } answer)
            {
                read++;
                Assert.IsTrue(answer.Outputs.All(output => Path.IsPathRooted(output.ItemSpec)) && answer.FilesWritten.All(Path.IsPathRooted) && answer.Lines.All(line => line is not null));
                Assert.IsTrue(answer.Diagnostics.All(diagnostic => diagnostic is { Code: not null, Message: not null }));
            }
        }

        Assert.IsTrue(read is > 50 and < Seeds - 50, $"{read} of {Seeds} were answers: the damage reaches both cases");
    }

    private static string[] Described(ITaskItem[] items) =>
        [.. items.Select(item => string.Join('|', item.ItemSpec, item.GetMetadata("Sha256"), item.GetMetadata("Size"), item.GetMetadata("Offset")))];

    private SeenFile[] Keep()
    {
        SeenFile[] files = Seen();
        BuildMemo.Keep(Memo, _folder, "question", files, Answer());
        return files;
    }

    private StageAnswer Answer() => new(
        [
            TaskProject.Item(Path.Combine(_folder, "obj/espfs.img"), ("Sha256", new string('b', 64)), ("Size", "4096"), ("Offset", "0x300000")),
            TaskProject.Item(Path.Combine(_folder, "obj/table.bin")),
        ],
        [Path.Combine(_folder, "obj/espfs.img"), Memo],
        ["espfs.img: up to date", ""],
        [
            ToldDiagnostic.Of(DiagnosticCodes.FilesLeftOut.At(new DiagnosticLocation("a.csproj", 3, 4), "left out")),
            ToldDiagnostic.Of(DiagnosticCodes.FileSystemFailed.At(null, "more")),
        ]);

    private SeenFile[] Seen() => [Seen("flash/one.js"), Seen("obj/espfs.img")];

    private SeenFile Seen(string relative)
    {
        string path = Path.Combine(_folder, relative);
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, relative);
        }

        return new SeenFile(path, relative.Length, File.GetLastWriteTimeUtc(path).Ticks, 0);
    }
}
