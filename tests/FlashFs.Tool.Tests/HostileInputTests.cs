namespace FlashFs.Tool.Tests;

/// <summary>Whatever is in a file, the tool answers with a diagnostic and a status, never with an exception.</summary>
[TestClass]
public sealed class HostileInputTests
{
    private const int Rounds = 40;

    [TestMethod]
    [DataRow("images/espfs-heatshrink-l5.img", "list a --json")]
    [DataRow("images/espfs-heatshrink-l5.img", "verify a")]
    [DataRow("images/espfs-gzip-web.img", "extract a -o out")]
    [DataRow("images/spiffs-aged.img", "list a")]
    [DataRow("images/spiffs-aged.img", "extract a -o out -f spiffs")]
    [DataRow("images/spiffs-idf-default.img", "verify a -f spiffs --profile esp-idf --json")]
    [DataRow("images/espfs-heatshrink-l5.img", "diff a original")]
    [DataRow("images/spiffs-aged.img", "diff original a --json -f spiffs")]
    [DataRow("images/spiffs-aged.img", "map a -f spiffs")]
    [DataRow("images/espfs-gzip-web.img", "map a -o map.svg")]
    [DataRow("partitions/ota.bin", "map a -o map.html")]
    [DataRow("partitions/ota.bin", "info a --json")]
    [DataRow("partitions/ota.bin", "partitions show a")]
    [DataRow("partitions/ota.bin", "partitions show a --csv")]
    [DataRow("partitions/ota.csv", "partitions build a -o b")]
    [DataRow("partitions/ota.bin", "merge a ota_0=part -o b")]
    public void DamagedBytesNeverThrow(string vector, string command)
    {
        using var folder = new ToolFolder();
        folder.With("part", "part");
        var random = new Random(1);
        byte[] original = Vectors.Bytes(vector);
        for (int round = 0; round < Rounds; round++)
        {
            folder.With("a", Damage(original, random)).With("original", original);
            ToolRun run = folder.Run(command.Split(' '));
            Assert.IsTrue(run.Status is 0 or 1, $"round {round}: {run.Error}");
            Assert.AreEqual(run.Status == 1, run.Error.Contains("flashfs: error FLASHFS", StringComparison.Ordinal), $"round {round}: {run.Error}");
        }
    }

    [TestMethod]
    public void ADamagedDumpNeverThrows()
    {
        using var folder = new ToolFolder();
        folder.WithTable("t.csv").WithVector("s.img", "images/spiffs-meta0.img").With("app.bin", [0xE9]);
        folder.Run("merge", "t.csv", "factory=app.bin", "storage=s.img", "-o", "flash.bin").Succeeded();
        byte[] table = File.ReadAllBytes(folder["flash.bin"])[..0x11000];
        var random = new Random(2);
        for (int round = 0; round < Rounds; round++)
        {
            byte[] dump = [.. table];
            Damage(table.AsSpan(0x8000, 0xA0).ToArray(), random).AsSpan().CopyTo(dump.AsSpan(0x8000));
            folder.With("a", dump);
            foreach (string command in (string[])["info a", "split a -o out", "partitions show a", "diff a flash.bin", "map a", "map a -o map.svg"])
            {
                ToolRun run = folder.Run(command.Split(' '));
                Assert.IsTrue(run.Status is 0 or 1, $"round {round}, {command}: {run.Error}");
            }
        }
    }

    private static byte[] Damage(byte[] original, Random random)
    {
        byte[] bytes = [.. original];
        for (int i = random.Next(1, 12); i > 0; i--)
        {
            // Mostly in front, where headers are.
            int at = random.Next(random.Next(2) == 0 ? Math.Min(bytes.Length, 600) : bytes.Length);
            bytes[at] = (byte)(random.Next(3) switch { 0 => 0, 1 => 0xFF, _ => random.Next(256) });
        }

        return random.Next(4) == 0 ? bytes[..random.Next(1, bytes.Length)] : bytes;
    }
}
