using System.Buffers.Binary;
using FlashFs.Compression;
using FlashFs.Fuzz.Damaging;
using FlashFs.Fuzz.Running;

namespace FlashFs.Fuzz.Targets;

/// <summary>The reader of gzip members alone, whole and in pieces.</summary>
internal sealed class GzipTarget : FuzzTarget
{
    private const int HeaderLength = GzipMember.HeaderLength;
    private const int OutputLimit = 1 << 20;
    private const byte HeaderCrc = 2, Extra = 4, Name = 8, Comment = 16;

    private static readonly Structure Header = new(
        new(0, 2, FieldKind.Guard),
        new(2, 1, FieldKind.Choice),
        new(3, 1, FieldKind.Choice),
        new(4, 4, FieldKind.Number),
        new(8, 1, FieldKind.Choice),
        new(9, 1, FieldKind.Choice),
        new(10, 2, FieldKind.Number),
        new(12, 2, FieldKind.Number));

    private static readonly Structure Trailer = new(new(0, 4, FieldKind.Guard), new(4, 4, FieldKind.Number));

    /// <inheritdoc/>
    public override string Id => "gzip";

    /// <inheritdoc/>
    public override CallLimits Limits => new(2, 64 << 10);

    /// <summary>Members that no runtime's deflate has a part in: stored blocks, and runs with the fixed code.</summary>
    public static IEnumerable<(string Name, byte[] Member, int Length)> Members()
    {
        byte[] text = "some text, some more text, and some text again"u8.ToArray();
        yield return ("stored", Wrap(Stored(text), text, 0), text.Length);
        yield return ("named", Wrap(Stored(text), text, Extra | Name | Comment | HeaderCrc), text.Length);
        yield return ("empty", Wrap([0x03, 0x00], [], 0), 0);
        foreach (int runs in (int[])[1, 40, 4000])
        {
            byte[] zeros = new byte[1 + (258 * runs)];
            yield return ($"zeros{runs}", Wrap(Runs(runs), zeros, 0), zeros.Length);
        }
    }

    /// <summary>The fields of a member in an image.</summary>
    /// <param name="offset">Where it begins.</param>
    /// <param name="length">How long it is.</param>
    public static IEnumerable<ImageField> FieldsOf(int offset, int length) =>
        [.. Header.At(offset), .. Trailer.At(offset + length - GzipMember.TrailerLength)];

    /// <inheritdoc/>
    public override void Check(ReadOnlyMemory<byte> image, SampleImage sample, SeededRandom random, CallMeter meter)
    {
        byte[]? whole = meter.Damageable("unpack", () => GzipMember.Unpack(image, OutputLimit), OutputLimit);
        byte[] pieces = new byte[OutputLimit];
        int length = 0;
        bool isWhole = meter.Damageable("read in pieces", () =>
        {
            using var reader = new GzipReader(image);
            CallMeter.Require(reader.Length <= (long)image.Length * GzipMember.MaximumRatio, $"{image.Length} packed bytes are believed to hold {reader.Length}");
            while (length < Math.Min(pieces.Length, reader.Length))
            {
                int count = reader.Read(pieces.AsSpan(length, Math.Min(1 + random.Length(4000), pieces.Length - length)));
                if (count == 0)
                {
                    break;
                }

                length += count;
            }

            reader.CheckEnd();
            return pieces;
        }) is not null;
        CallMeter.Require(whole is null || (isWhole && whole.AsSpan().SequenceEqual(pieces.AsSpan(0, length))), "whole it is another than in pieces");
    }

    /// <inheritdoc/>
    protected override IEnumerable<SampleImage> MakeSamples() =>
        Members().Select(member => new SampleImage(member.Name, member.Member, [.. FieldsOf(0, member.Member.Length)]));

    private static byte[] Stored(byte[] contents) =>
        [1, (byte)contents.Length, (byte)(contents.Length >> 8), (byte)~contents.Length, (byte)(~contents.Length >> 8), .. contents];

    // A zero and runs of 258 of it: 8 bits of literal, 13 for each run, 7 to end. Huffman codes go from their highest bit on.
    private static byte[] Runs(int count)
    {
        var bits = new List<bool> { true, true, false };
        AddCode(bits, 0x30, 8);
        for (int i = 0; i < count; i++)
        {
            AddCode(bits, 0xC5, 8);
            AddCode(bits, 0, 5);
        }

        AddCode(bits, 0, 7);
        byte[] stream = new byte[(bits.Count + 7) / 8];
        for (int i = 0; i < bits.Count; i++)
        {
            stream[i / 8] |= (byte)(bits[i] ? 1 << (i % 8) : 0);
        }

        return stream;
    }

    private static void AddCode(List<bool> bits, int code, int length)
    {
        for (int bit = length - 1; bit >= 0; bit--)
        {
            bits.Add(((code >> bit) & 1) != 0);
        }
    }

    private static byte[] Wrap(byte[] stream, byte[] contents, byte flags)
    {
        byte[] trailer = new byte[GzipMember.TrailerLength];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, Crc32.Compute(contents));
        BinaryPrimitives.WriteInt32LittleEndian(trailer.AsSpan(4), contents.Length);
        byte[] header = new byte[HeaderLength];
        (header[0], header[1], header[2], header[3], header[9]) = (0x1F, 0x8B, 8, flags, 0xFF);
        byte[] fields = flags == 0 ? [] : [4, 0, 1, 2, 3, 4, .. "name\0comment\0"u8, 0, 0];
        return [.. header, .. fields, .. stream, .. trailer];
    }
}
