namespace FlashFs.Engines.Tests.Ckb;

/// <summary>The sample CkbModules, packed by the library and run by the real VM.</summary>
[TestClass]
public sealed class CkbSampleTests
{
    private static string Sample => Repository.PathOf("samples", "CkbModules");

    [TestMethod]
    public void AnIssueIsAcceptedOutOfTheCell()
    {
        CkbRun run = CkbRun.FromCell(CkbImages.PackFolder(Path.Combine(Sample, "flash")), Transaction("issue"));
        Assert.AreEqual(0, run.Code, run.ToString());
        CollectionAssert.AreEqual(
            (string[])
            [
                "[tickets] 0 in, 3 out, cap 50000000000",
                "[tickets] out seat 101 at 8000000000",
                "[tickets] out seat 102 at 8000000000",
                "[tickets] out seat 103 at 6450000000",
                "[tickets] memo {\"order\":4711}",
                "[tickets] seats: 3 different",
                "[tickets] supply: 3 issued",
                "[tickets] note: readable",
                "[tickets] price: fair",
            ],
            run.Log.Skip(1).SkipLast(1).ToArray());
        StringAssert.StartsWith(run.Log[0], "[init] vm ", StringComparison.Ordinal);
        StringAssert.StartsWith(run.Log[^1], "[tickets] accepted after ", StringComparison.Ordinal);
    }

    [TestMethod]
    public void AResaleLogsTheSameFromAFileAsFromTheCell()
    {
        byte[] image = CkbImages.PackFolder(Path.Combine(Sample, "flash"));
        CkbRun fromCell = CkbRun.FromCell(image, Transaction("resale"));
        CkbRun fromFile = CkbRun.FromFile(image, Transaction("resale"));
        Assert.AreEqual(0, fromCell.Code, fromCell.ToString());
        Assert.AreEqual(0, fromFile.Code, fromFile.ToString());
        CollectionAssert.Contains(fromCell.Log.ToArray(), "[price] seat 101: 80 CKB -> 88 CKB, up to 88 CKB");
        CollectionAssert.AreEqual(fromCell.Log.SkipLast(1).ToArray(), fromFile.Log.SkipLast(1).ToArray());
    }

    [TestMethod]
    [DataRow("scalped", 30, "seat 101 costs 88.00000001 CKB, 88 CKB at most")]
    [DataRow("forged", 20, "seat 102 is new and the issuer takes no part")]
    [DataRow("scribbled", 12, "note of seat 101: 'seat' is none of row, entrance, name")]
    public void ABadTransactionIsRefused(string transaction, int code, string reason)
    {
        CkbRun run = CkbRun.FromCell(CkbImages.PackFolder(Path.Combine(Sample, "flash")), Transaction(transaction));
        Assert.AreEqual(code, run.Code, run.ToString());
        Assert.AreEqual($"[tickets] refused ({code}): {reason}", run.Log[^1]);
    }

    [TestMethod]
    public void WithoutTransactionItRunsAndMissesItsArguments()
    {
        CkbRun run = CkbRun.FromFile(CkbImages.PackFolder(Path.Combine(Sample, "flash")));
        Assert.AreEqual(10, run.Code, run.ToString());
        Assert.AreEqual("[tickets] refused (10): 0 bytes of arguments, 40 expected", run.Log[^1]);
    }

    private static string Transaction(string name) => File.ReadAllText(Path.Combine(Sample, "transactions", $"{name}.json"));
}
