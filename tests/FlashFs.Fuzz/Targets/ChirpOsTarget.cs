using System.Runtime.InteropServices;
using System.Text;
using FlashFs.Compression;
using FlashFs.Files;
using FlashFs.Formats.ChirpOs;
using FlashFs.Fuzz.Damaging;
using FlashFs.Fuzz.Running;

namespace FlashFs.Fuzz.Targets;

/// <summary>ChirpOS in both forms: JSON, and JSON packed by lz-string, damaged before and behind the packing.</summary>
internal sealed class ChirpOsTarget() : VolumeTarget(ChirpOsFormat.Instance)
{
    private static readonly TextDamage Json = new(
        "{", "}", "[", "]", ":", ",", "\"", "\\", "\"\"", "\\u0000", "\\ud800", "\\x", "null", "true", "false", "/", "..",
        "\"/data\":", "\"/data\":\"x\",", "\"/created\":", "\"/modified\":0,", "\"/accessed\":", "\"/flags\":", "\"/flags\":65535,", "\"/binary\":true,", "\"/binary\":", "\"/name\":\"n\",",
        "\"/unknown\":[[1,{\"a\":null}]],", "\"a\":{", "\"a\":{\"/data\":\"\"},", "{\"a\":", "[", "\ud83d\ude00", "\t\n ");

    /// <summary>
    /// The text that a saved string packs can be many times as long, up to <see cref="ChirpOsLayout.MaximumTextLength"/>, and
    /// its nodes as many as <see cref="ChirpOsLayout.MaximumNodes"/>: what they take is the constant part.
    /// </summary>
    public override CallLimits Limits => new(128, 512L << 20);

    /// <inheritdoc/>
    protected override long Expansion => 1 << 16;

    /// <inheritdoc/>
    protected override IEnumerable<SampleImage> MakeSamples()
    {
        foreach (ChirpOsForm form in Enum.GetValues<ChirpOsForm>())
        {
            var options = new ChirpOsOptions { Form = form };
            foreach ((string name, FlashFile[] files) in (IEnumerable<(string, FlashFile[])>)
            [
                ("none", SampleFiles.None),
                ("one", SampleFiles.One),
                ("small", [.. SampleFiles.Small, new FlashFile(FlashPath.Parse("flagged"), SampleFiles.Bytes(90)) { Flags = 3 }]),
                ("many", SampleFiles.Many(40)),
                ("packs well", [new FlashFile(FlashPath.Parse("zeros"), FlashContents.FromMemory(new byte[20000]))]),
            ])
            {
                byte[] image = SampleFiles.Image(Format, files, options.ToValues());
                yield return new SampleImage($"{name}, {form}", image, form == ChirpOsForm.Saved ? Units(image) : []) { Options = options.ToValues(), IsText = form == ChirpOsForm.Json };
            }
        }
    }

    /// <inheritdoc/>
    protected override bool TryOwnDamage(ImageBuffer image, SampleImage sample, SeededRandom random)
    {
        if (sample.IsText)
        {
            for (int steps = 1 + random.Below(4); steps > 0; steps--)
            {
                Json.Step(image, random);
            }

            // Now and then all of it is packed as it is, damage and all.
            if (random.OneIn(8))
            {
                Pack(image);
            }
        }
        else if (random.OneIn(4))
        {
            Bomb(image, random);
        }
        else if (image.Length >= ChirpOsLayout.UnitSize)
        {
            // A code of another phrase: the text goes wrong from here on, and is none or another.
            int unit = random.Below(image.Length / ChirpOsLayout.UnitSize) * ChirpOsLayout.UnitSize;
            ref ushort value = ref MemoryMarshal.AsRef<ushort>(image.Span[unit..]);
            value = (ushort)(LzStringUtf16Units.First + ((value - LzStringUtf16Units.First) ^ (1 << random.Below(LzStringUtf16Units.BitsPerUnit))));
        }

        return true;
    }

    // What packs best: each step one character longer than the one before, in a name, in contents, or as nesting without end.
    private static void Bomb(ImageBuffer image, SeededRandom random)
    {
        int length = 1 << (8 + random.Below(random.OneIn(64) ? 15 : 10));
        string text = random.Below(4) switch
        {
            0 => $"{{\"a\":{{\"/data\":\"{new string('x', length)}\"}}}}",
            1 => string.Concat(Enumerable.Repeat("{\"a\":", length / 5)),
            2 => $"{{\"/x\":{new string('[', length)}",
            _ => $"{{{string.Concat(Enumerable.Range(0, length / 16).Select(i => $"\"{i}\":{{\"/data\":\"\"}},"))}",
        };
        image.Set(MemoryMarshal.AsBytes(LzString.CompressToUtf16(text).AsSpan()));
    }

    private static void Pack(ImageBuffer image) =>
        image.Set(MemoryMarshal.AsBytes(LzString.CompressToUtf16(Encoding.UTF8.GetString(image.Span)).AsSpan()));

    private static IReadOnlyList<ImageField> Units(byte[] image) =>
        [.. Enumerable.Range(0, Math.Min(image.Length / ChirpOsLayout.UnitSize, 200)).Select(unit => new ImageField(unit * ChirpOsLayout.UnitSize, ChirpOsLayout.UnitSize, FieldKind.Number))];
}
