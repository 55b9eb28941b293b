using FlashFs.Devices;
using FlashFs.Diagnostics;

namespace FlashFs.Formats.AppFs;

/// <summary>Both copies of the metadata, and which of them the device takes.</summary>
/// <remarks>Source: PocketSprite/8bkc-sdk <c>appfs.c</c>, <c>findActiveMeta</c>.</remarks>
internal sealed class AppFsMetadata
{
    private const string WhatTheDeviceDoes = "with neither copy valid the device formats the partition without asking";

    private readonly ReadOnlyMemory<byte> _bytes;

    private AppFsMetadata(ReadOnlyMemory<byte> bytes) => _bytes = bytes;

    /// <summary>The copy to read by; -1 when there is none.</summary>
    public int Current { get; private init; } = -1;

    /// <summary>Whether the device finds a valid copy: otherwise it formats the partition.</summary>
    public bool IsValid { get; private init; }

    /// <summary>The copy to read by.</summary>
    public ReadOnlySpan<byte> Copy => CopyOf(_bytes.Span, Current);

    /// <summary>Its serial.</summary>
    public uint Serial => AppFsCopy.Serial(Copy);

    public AppFsDescriptor Descriptor(int page, AppFsDescriptorLayout layout) => new(AppFsCopy.Descriptor(Copy, page), layout);

    /// <summary>Looks at both copies.</summary>
    /// <param name="image">The image; what it lacks is taken for erased, because mkappfs cuts off what is.</param>
    /// <param name="damage">Takes a copy that is neither erased nor valid.</param>
    public static AppFsMetadata Read(ReadOnlyMemory<byte> image, List<VolumeDamage> damage)
    {
        ReadOnlyMemory<byte> bytes = Whole(image);
        ReadOnlySpan<byte> span = bytes.Span;
        Span<AppFsCopyState> states = [AppFsCopy.StateOf(CopyOf(span, 0)), AppFsCopy.StateOf(CopyOf(span, 1))];
        int valid = Newest(span, states, AppFsCopyState.Valid);
        if (valid >= 0)
        {
            // A copy whose header is still erased was being written: that is how commits work, and no damage.
            int other = 1 - valid;
            if (states[other] is AppFsCopyState.NoMagic or AppFsCopyState.BadChecksum)
            {
                damage.Add(Damage(
                    span, other, states[other], $"copy {other} of the metadata valid or erased", $"; the device goes by copy {valid}, serial {AppFsCopy.Serial(CopyOf(span, valid))}"));
            }

            return new AppFsMetadata(bytes) { Current = valid, IsValid = true };
        }

        int readable = Newest(span, states, AppFsCopyState.BadChecksum);
        int worst = Math.Max(0, readable);
        damage.Add(Damage(span, worst, states[worst], "a valid copy of the metadata", $"; {WhatTheDeviceDoes}"));
        return new AppFsMetadata(bytes) { Current = readable };
    }

    private static ReadOnlyMemory<byte> Whole(ReadOnlyMemory<byte> image)
    {
        if (image.Length >= AppFsLayout.PageSize)
        {
            return image[..AppFsLayout.PageSize];
        }

        byte[] whole = new byte[AppFsLayout.PageSize];
        image.Span.CopyTo(whole);
        ErasedFlash.Fill(whole.AsSpan(image.Length));
        return whole;
    }

    private static ReadOnlySpan<byte> CopyOf(ReadOnlySpan<byte> bytes, int index) =>
        bytes.Slice(index * AppFsLayout.CopySize, AppFsLayout.CopySize);

    // Of two with one serial the device takes copy 0.
    private static int Newest(ReadOnlySpan<byte> bytes, ReadOnlySpan<AppFsCopyState> states, AppFsCopyState wanted)
    {
        int newest = -1;
        for (int i = 0; i < AppFsLayout.CopyCount; i++)
        {
            if (states[i] == wanted && (newest < 0 || AppFsCopy.Serial(CopyOf(bytes, i)) > AppFsCopy.Serial(CopyOf(bytes, newest))))
            {
                newest = i;
            }
        }

        return newest;
    }

    private static VolumeDamage Damage(ReadOnlySpan<byte> bytes, int index, AppFsCopyState state, string expected, string consequence)
    {
        ReadOnlySpan<byte> copy = CopyOf(bytes, index);
        int offset = index * AppFsLayout.CopySize;
        return state switch
        {
            AppFsCopyState.BadChecksum => new VolumeDamage(
                DiagnosticCodes.ChecksumMismatch,
                AppFsFormat.Instance.DisplayName,
                offset + AppFsLayout.ChecksumOffset,
                expected,
                $"CRC-32 0x{AppFsCopy.StoredChecksum(copy):x8} in copy {index} whose bytes have 0x{AppFsCopy.Checksum(copy):x8}{consequence}"),
            AppFsCopyState.Erased => new VolumeDamage(
                DiagnosticCodes.NotThisFormat, AppFsFormat.Instance.DisplayName, offset, expected, $"erased flash{consequence}"),
            _ => new VolumeDamage(
                DiagnosticCodes.NotThisFormat,
                AppFsFormat.Instance.DisplayName,
                offset,
                expected,
                $"0x{Convert.ToHexStringLower(copy[..AppFsLayout.Magic.Length])} in place of the magic 'AppFsDsc' of copy {index}{consequence}"),
        };
    }
}
