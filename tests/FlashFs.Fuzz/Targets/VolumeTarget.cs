using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Fuzz.Damaging;
using FlashFs.Fuzz.Running;

namespace FlashFs.Fuzz.Targets;

/// <summary>The reader of a file system: recognised, guessed at, opened strictly and for salvage, listed, judged, and every file read.</summary>
internal abstract class VolumeTarget(FlashFormat format) : FuzzTarget
{
    // What an image unpacks to beyond this is read at its ends only, or no other image would have its turn.
    private const int ReadWhole = 1 << 20;

    // What reading takes beside what it returns: a decoder's window, a deflate stream, the text of what is wrong.
    private const int Slack = 4096;

    private readonly OptionValues _defaults = OptionValues.Defaults(format);

    /// <inheritdoc/>
    public override string Id => Format.Id;

    /// <summary>The format.</summary>
    protected FlashFormat Format { get; } = format;

    /// <summary>How many bytes of contents a byte of image may stand for, packed.</summary>
    protected virtual long Expansion => 1;

    /// <summary>How many times over an image may hand out its bytes, where contents are stored as they are.</summary>
    protected virtual long Sharing => 1;

    /// <inheritdoc/>
    public override void Check(ReadOnlyMemory<byte> image, SampleImage sample, SeededRandom random, CallMeter meter)
    {
        int score = meter.Call("recognise", () => Format.Recognise(image.Span));
        CallMeter.Require(score is >= 0 and <= 100, $"recognise: {score}");
        OptionValues options = sample.Options ?? _defaults;
        if (random.OneIn(4))
        {
            GuessedOptions? guess = meter.Call("guess options", () => Format.GuessOptions(image));
            options = guess?.Options ?? options;
        }

        FlashVolume salvaged = meter.Call("salvage", () => Format.Open(image, options, ReadMode.Salvage));
        CheckVolume(salvaged, image, random, meter);
        FlashVolume? strict = meter.Damageable("open strictly", () => Format.Open(image, options, ReadMode.Strict));
        CallMeter.Require(
            strict is null == salvaged.Damage.Count > 0,
            $"strict {(strict is null ? "threw" : "opened")}, salvage found {salvaged.Damage.Count}: {string.Join("; ", salvaged.Damage.Take(3).Select(damage => damage.ToDiagnostic().Message))}");
        if (strict is not null && random.OneIn(4))
        {
            ReadEverything(strict, image.Length, random, meter);
        }

        DeviceVerdict verdict = meter.Call("judge", () => Format.Judge(salvaged, image, random.OneIn(2) ? _defaults : random.Of(Samples).Options ?? _defaults));
        CallMeter.Require(verdict.Result == DeviceResult.Mounts == (verdict.Reason.Length == 0), $"judge: {verdict}");
    }

    private void CheckVolume(FlashVolume volume, ReadOnlyMemory<byte> image, SeededRandom random, CallMeter meter)
    {
        IReadOnlyList<VolumeEntry> entries = meter.Call("entries", () => volume.Entries);
        CheckExtents(meter.Call("extents", () => volume.Extents), image.Length, entries.Count);
        ImageUsage usage = meter.Call("usage", () => volume.Usage);
        CallMeter.Require(usage is { Data: >= 0, Free: >= 0, Overhead: >= 0 }, $"usage: {usage}");
        long[] costs = meter.Call("costs", () => VolumeCosts.Of(volume));
        CallMeter.Require(costs.Length == entries.Count && costs.Sum() <= image.Length, $"{costs.Length} costs of {costs.Sum()} bytes for {entries.Count} files");
        meter.Call("shown options", () => volume.ShownOptions.Texts);
        meter.Call("messages", () => volume.Damage.Sum(damage => damage.ToDiagnostic().Message.Length), MessageRoom(volume));
        for (int i = 0; i < entries.Count; i++)
        {
            VolumeEntry entry = entries[i];
            CallMeter.Require(entry.Index == i, $"entry {i} has index {entry.Index}");
            CallMeter.Require(entry.Length >= 0 && entry.Length <= image.Length * Expansion, $"'{entry.Name}' claims {entry.Length} bytes");
            CallMeter.Require(entry.StoredLength >= 0 && entry.StoredLength <= image.Length, $"'{entry.Name}' claims {entry.StoredLength} stored bytes");
            if (entry.Path is { } path)
            {
                CallMeter.Require(meter.Call("find", () => volume.TryGetEntry(path, out _)), $"'{entry.Name}' is not found by its path");
            }
        }

        ReadEverything(volume, image.Length, random, meter);
    }

    // What is wrong is said in a sentence each, which quotes names that are in the image.
    private static long MessageRoom(FlashVolume volume) =>
        volume.Damage.Sum(damage => 1024 + (8L * ((damage.Entry?.Length ?? 0) + damage.Expected.Length + damage.Found.Length)));

    private static void CheckExtents(IReadOnlyList<VolumeExtent> extents, long length, int entries)
    {
        long end = 0;
        foreach (VolumeExtent extent in extents)
        {
            CallMeter.Require(
                extent.Offset == end && extent.Length > 0 && extent.EntryIndex >= -1 && extent.EntryIndex < entries,
                $"{extent} does not follow 0x{end:x}, is empty, or of none of {entries} files");
            end += extent.Length;
        }

        CallMeter.Require(end == length, $"the extents end at 0x{end:x}, the image at 0x{length:x}");
    }

    private void ReadEverything(FlashVolume volume, int imageLength, SeededRandom random, CallMeter meter)
    {
        byte[] buffer = new byte[500];
        long handedOut = 0;
        foreach (VolumeEntry entry in volume.Entries)
        {
            byte[]? contents = null;
            if (entry.Compression != FileCompression.None && entry.Length > FlashVolume.DefaultOutputLimit)
            {
                CallMeter.Require(meter.Damageable("read all", () => volume.ReadAll(entry)) is null, $"'{entry.Name}' with {entry.Length} bytes was unpacked as a whole");
            }

            if (entry.Length <= ReadWhole)
            {
                contents = meter.Damageable("read all", () => volume.ReadAll(entry), entry.Length);
                CallMeter.Require(contents is null || contents.Length == entry.Length, $"'{entry.Name}' has {entry.Length} bytes, and {contents?.Length} were read");
            }

            handedOut += contents?.Length ?? 0;
            ReadAt(volume, entry, 0, buffer, contents, meter);
            if (entry.Length > buffer.Length && (contents is not null || random.OneIn(32)))
            {
                ReadAt(volume, entry, random.Below((int)Math.Min(entry.Length, int.MaxValue)), buffer, contents, meter);
                ReadAt(volume, entry, entry.Length - 1, buffer, contents, meter);
            }

            if (entry.Length > ReadWhole)
            {
                continue;
            }

            byte[]? stored = meter.Damageable("read as stored", () => volume.ReadStored(entry), Math.Max(imageLength, entry.Length) + Slack);
            byte[]? mapped = meter.Call("map", () => volume.TryMap(entry, out ReadOnlyMemory<byte> piece) ? piece.ToArray() : null, entry.Length);
            CallMeter.Require(
                mapped is null || (stored is not null && contents is not null && mapped.AsSpan().SequenceEqual(contents)),
                $"'{entry.Name}' is not in place what it is when it is read");
        }

        CallMeter.Require(handedOut <= Sharing * Expansion * imageLength, $"{volume.Entries.Count} files hand out {handedOut} bytes of an image of {imageLength}");
    }

    private static void ReadAt(FlashVolume volume, VolumeEntry entry, long offset, byte[] buffer, byte[]? contents, CallMeter meter)
    {
        int count = -1;
        object? read = meter.Damageable("read", () =>
        {
            count = volume.Read(entry, offset, buffer);
            return volume;
        });
        CallMeter.Require(
            contents is null || (read is not null && contents.AsSpan((int)Math.Min(offset, contents.Length), count).SequenceEqual(buffer.AsSpan(0, count))),
            $"'{entry.Name}' from {offset} is not what it is when all of it is read");
    }
}
