using System.Buffers;
using System.Text.Unicode;
using FlashFs.Compression;
using FlashFs.Devices;
using FlashFs.Diagnostics;

namespace FlashFs.Formats.ChirpOs;

/// <summary>An image, taken apart into its JSON text and what is not text.</summary>
internal sealed class ChirpOsImage
{
    private readonly ReadOnlyMemory<byte> _image;

    private ChirpOsImage(ReadOnlyMemory<byte> image, ChirpOsForm form)
    {
        _image = image;
        Form = form;
    }

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private static ReadOnlySpan<byte> SpaceUnit => [(byte)LzStringUtf16Units.End, 0];

    /// <summary>What the image is.</summary>
    public ChirpOsForm Form { get; }

    /// <summary>The JSON text, or as much of it as there is.</summary>
    public ReadOnlyMemory<char> Text { get; private set; }

    /// <summary>Whether the text ends early.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Where the text begins, in bytes.</summary>
    public int Start { get; private set; }

    /// <summary>Where what belongs to the text ends, in bytes.</summary>
    public int End { get; private set; }

    /// <summary>Whether what follows is erased flash.</summary>
    public bool IsErasedBehind => End < _image.Length && !_image.Span[End..].ContainsAnyExcept(ErasedFlash.Value);

    /// <summary>Takes an image apart.</summary>
    public static ChirpOsImage Read(ReadOnlyMemory<byte> bytes, ChirpOsDamageList damage)
    {
        var image = new ChirpOsImage(bytes, FormOf(bytes.Span));
        if (image.Form == ChirpOsForm.Json)
        {
            image.ReadJson(damage);
        }
        else
        {
            image.ReadSaved(damage);
        }

        return image;
    }

    /// <summary>What an image is: JSON begins with a brace, and no saved object does.</summary>
    public static ChirpOsForm FormOf(ReadOnlySpan<byte> image)
    {
        if (image.StartsWith(ByteOrderMark))
        {
            image = image[ByteOrderMark.Length..];
        }

        image = image.TrimStart(" \t\r\n"u8);
        return !image.IsEmpty && image[0] == '{' ? ChirpOsForm.Json : ChirpOsForm.Saved;
    }

    /// <summary>The bytes that places of the text begin at.</summary>
    /// <param name="places">The places, in ascending order.</param>
    public long[] OffsetsOf(int[] places)
    {
        if (Form == ChirpOsForm.Json)
        {
            long[] offsets = ChirpOsUtf8.OffsetsOf(Text.Span, places);
            for (int i = 0; i < offsets.Length; i++)
            {
                offsets[i] = Math.Min(offsets[i] + Start, End);
            }

            return offsets;
        }

        int[] units = new int[places.Length];
        LzStringDecoder.Locate(new ChirpOsImageUnits(_image.Span), places, units);
        return [.. units.Select(unit => Math.Min((long)unit * ChirpOsLayout.UnitSize, End))];
    }

    private void ReadSaved(ChirpOsDamageList damage)
    {
        if (_image.IsEmpty)
        {
            IsCut = true;
            damage.Add(DiagnosticCodes.Truncated, 0, "a saved string", "nothing");
            return;
        }

        LzStringText text = LzStringDecoder.Decode(new ChirpOsImageUnits(_image.Span), ChirpOsLayout.MaximumTextLength);
        End = text.UnitsTaken * ChirpOsLayout.UnitSize;
        if (ChirpOsSavedString.IsNone(text, _image.Span[End..].StartsWith(SpaceUnit)))
        {
            IsCut = true;
            ChirpOsSavedString.ReportNone(_image.Span, damage);
            return;
        }

        Text = text.Text;
        IsCut = text.Problem != LzStringProblem.None;
        if (IsCut)
        {
            ChirpOsSavedString.Report(text, damage);
        }
        else
        {
            CheckEnd(damage);
        }
    }

    // The space that the form ends with, then nothing, or the rest of a partition.
    private void CheckEnd(ChirpOsDamageList damage)
    {
        ReadOnlySpan<byte> rest = _image.Span[End..];
        if (!rest.StartsWith(SpaceUnit))
        {
            damage.Add(
                rest.Length < ChirpOsLayout.UnitSize ? DiagnosticCodes.Truncated : DiagnosticCodes.InvalidField,
                End,
                "the space that a saved string ends with",
                rest.IsEmpty ? "the end of the image" : $"0x{Convert.ToHexStringLower(rest[..Math.Min(rest.Length, ChirpOsLayout.UnitSize)])}");
            return;
        }

        End += ChirpOsLayout.UnitSize;
        if (End < _image.Length && !IsErasedBehind)
        {
            damage.Add(DiagnosticCodes.InvalidField, End, "the end of the image, or erased flash", $"{_image.Length - End} bytes");
        }

        if (End > (long)ChirpFileSystemInfo.DefaultCapacity * ChirpOsLayout.UnitSize)
        {
            damage.Add(
                DiagnosticCodes.InvalidField,
                (long)ChirpFileSystemInfo.DefaultCapacity * ChirpOsLayout.UnitSize,
                $"at most {ChirpFileSystemInfo.DefaultCapacity} UTF-16 code units",
                $"{End / ChirpOsLayout.UnitSize}");
        }
    }

    private void ReadJson(ChirpOsDamageList damage)
    {
        ReadOnlySpan<byte> image = _image.Span;
        Start = image.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;

        // No UTF-8 has this byte: what follows the text in a partition.
        ReadOnlySpan<byte> json = image[Start..].TrimEnd(ErasedFlash.Value);
        char[] text = new char[json.Length];
        OperationStatus status = Utf8.ToUtf16(json, text, out int read, out int written, replaceInvalidSequences: false);
        Text = text.AsMemory(0, written);
        IsCut = status != OperationStatus.Done;
        End = Start + json.Length;
        if (IsCut)
        {
            damage.Add(DiagnosticCodes.InvalidField, Start + read, "UTF-8", $"0x{Convert.ToHexStringLower(json.Slice(read, Math.Min(4, json.Length - read)))}");
            End = Start + read;
        }
    }
}
