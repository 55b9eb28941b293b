using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using FlashFs.Fuzz.Damaging;
using FlashFs.Fuzz.Running;
using FlashFs.Partitions;
using FlashFs.Tool;
using FlashFs.Tool.Output;

namespace FlashFs.Fuzz.Targets;

/// <summary>
/// <c>flashfs info</c> on a file that may be anything: a flash dump, cut by its table, each piece recognised, its options
/// guessed and its files read; a program; an image of any format; text.
/// </summary>
internal sealed class DumpTarget : FuzzTarget
{
    private const int TableOffset = (int)PartitionTableLayout.DefaultTableOffset;

    private static readonly TextDamage Json = new("{", "}", "[", "]", ":", ",", "\"", "null", "\"schema\"", "\"flash_files\"", "\"images\"", "-1", "\\u0000", "\\ud800", "\\udc00", "\"toolVersion\"", "\"flashfs-manifest/1\"");

    private static readonly Structure Program = new(
        new(0, 1, FieldKind.Guard), new(1, 1, FieldKind.Number), new(12, 2, FieldKind.Choice), new(23, 1, FieldKind.Choice),
        new(28, 4, FieldKind.Number), new(32, 4, FieldKind.Guard), new(48, 32, FieldKind.Text), new(80, 32, FieldKind.Text));

    /// <inheritdoc/>
    public override string Id => "dump";

    /// <summary>The image is read twice over, as a whole and in its pieces, and the command line has its own; text goes out.</summary>
    public override CallLimits Limits => new(256, 16 << 20);

    /// <inheritdoc/>
    public override void Check(ReadOnlyMemory<byte> image, SampleImage sample, SeededRandom random, CallMeter meter)
    {
        string path = Path.Combine(Path.GetTempPath(), $"flashfs-fuzz-{Environment.ProcessId}-{Environment.CurrentManagedThreadId}.bin");
        try
        {
            File.WriteAllBytes(path, image.Span);
            string[] arguments = random.OneIn(4) ? ["info", path, "--json"] : ["info", path];
            using var output = new StringWriter();
            using var error = new StringWriter();
            int status = meter.Call(arguments.Length > 2 ? "info --json" : "info", () => FlashFsApp.Run(arguments, new ToolSession
            {
                Out = output,
                Error = error,
                In = TextReader.Null,
                Folder = Path.GetTempPath(),
            }));
            string messages = error.ToString();
            CallMeter.Require(status is 0 or 1, $"status {status}: {messages}");
            CallMeter.Require(status == 1 == messages.Contains("flashfs: error FLASHFS", StringComparison.Ordinal), $"status {status} with: {messages}");
            CallMeter.Require(output.GetStringBuilder().Length + messages.Length > 0, "not a word");
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <inheritdoc/>
    protected override IEnumerable<SampleImage> MakeSamples()
    {
        byte[] program = App();
        yield return new SampleImage("program", program, [.. Program.At(0)]);
        yield return Dump("dump", program, [.. new SpiffsTarget().Samples.Where(sample => sample.Bytes.Length <= 0x4000).Take(3), new EspfsTarget().Samples[1]]);
        yield return Dump("dump of others", program, [new SimpleFsTarget().Samples[2], new EspfsTarget().Samples[3], new SffsTarget().Samples[1]]);
        foreach (FuzzTarget other in FuzzTargets.All.TakeWhile(other => other is not DumpTarget))
        {
            yield return other.Samples[0];
            yield return other.Samples[Math.Min(2, other.Samples.Count - 1)];
        }

        foreach ((string name, string text) in (IEnumerable<(string, string)>)
        [
            ("flasher arguments", """{"write_flash_args":["--flash_mode","dio"],"flash_settings":{"flash_size":"4MB"},"flash_files":{"0x8000":"partition-table.bin","0x10000":"app.bin"}}"""),
            ("manifest", """{"schema":"flashfs-manifest/1","toolVersion":"1.0.0","images":[{"name":"a","format":"spiffs","size":1}]}"""),
            ("Intel HEX", ":10010000214601360121470136007EFE09D2190140\n:00000001FF\n"),
            ("text", "some text\nand more\n"),
        ])
        {
            yield return new SampleImage(name, Encoding.UTF8.GetBytes(text), []) { IsText = true };
        }
    }

    /// <inheritdoc/>
    protected override void Repair(Span<byte> image, SampleImage sample)
    {
        if (image.Length > TableOffset)
        {
            PartitionTableTarget.RepairMd5(image[TableOffset..]);
        }
    }

    /// <inheritdoc/>
    protected override bool TryOwnDamage(ImageBuffer image, SampleImage sample, SeededRandom random)
    {
        if (sample.IsText)
        {
            Json.Step(image, random);
        }

        return sample.IsText;
    }

    // A program in front, the table at its place, and the images one after the other behind it.
    private static SampleImage Dump(string name, byte[] program, SampleImage[] images)
    {
        byte[] dump = new byte[64 * 1024];
        dump.AsSpan().Fill(0xFF);
        program.CopyTo(dump, 0x1000);
        var fields = new List<ImageField>(Program.At(0x1000));
        var partitions = new List<Partition>();
        int at = TableOffset + (int)PartitionTableLayout.TableSize;
        foreach (SampleImage image in images)
        {
            int size = (int)PartitionTableLayout.AlignUp(image.Bytes.Length, PartitionTableLayout.SectorSize);
            if (at + size > dump.Length)
            {
                break;
            }

            image.Bytes.CopyTo(dump, at);
            fields.AddRange(image.Fields.Select(field => field with { Offset = field.Offset + at }));
            partitions.Add(new Partition($"p{partitions.Count}", PartitionTypes.Data, 0x82, at, size));
            at += size;
        }

        PartitionBinary.Write(new PartitionTable(partitions, TableOffset)).CopyTo(dump, TableOffset);
        return new SampleImage(name, dump, [.. PartitionTableTarget.FieldsOf(dump, TableOffset), .. fields]);
    }

    // An app of one segment with description and SHA-256, as esptool makes it for an ESP32-S3.
    private static byte[] App()
    {
        byte[] app = new byte[24 + 8 + 232 + 8 + SHA256.HashSizeInBytes];
        (app[0], app[1], app[12], app[23]) = (0xE9, 1, 9, 1);
        BinaryPrimitives.WriteUInt32LittleEndian(app.AsSpan(28), 232);
        BinaryPrimitives.WriteUInt32LittleEndian(app.AsSpan(32), 0xABCD5432);
        "1.2"u8.CopyTo(app.AsSpan(48));
        "logger"u8.CopyTo(app.AsSpan(80));
        SHA256.HashData(app.AsSpan(0, app.Length - SHA256.HashSizeInBytes), app.AsSpan(app.Length - SHA256.HashSizeInBytes));
        return app;
    }
}
