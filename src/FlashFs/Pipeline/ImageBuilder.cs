using System.Security.Cryptography;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;

namespace FlashFs.Pipeline;

/// <summary>Makes one image: plan, write, read back. Both front ends make every image here.</summary>
public static class ImageBuilder
{
    /// <summary>Makes an image.</summary>
    /// <param name="format">The format.</param>
    /// <param name="files">The files.</param>
    /// <param name="options">Values for the format's options.</param>
    /// <param name="size">The size of the image or its partition in bytes; null where none is given.</param>
    /// <param name="verify">Whether the image is read back and compared with its input.</param>
    /// <param name="diagnostics">Takes all that is wrong.</param>
    /// <returns>The image, or null when an error was reported.</returns>
    public static BuiltImage? Build(
        FlashFormat format, FlashFileSet files, OptionValues options, long? size, bool verify, DiagnosticBag diagnostics) =>
        Build(format, files, options, size, verify, null, null, diagnostics);

    /// <summary>
    /// The same in the memory of a stage, and usable for as long as that is there; in an array of its own without one. Where the files
    /// were read into an image, that is the one.
    /// </summary>
    internal static BuiltImage? Build(
        FlashFormat format, FlashFileSet files, OptionValues options, long? size, bool verify, StageMemory? memory, PlacedImage? placed,
        DiagnosticBag diagnostics)
    {
        ImagePlan? plan = format.Plan(files, options, size, diagnostics);
        if (plan is null || diagnostics.HasErrors)
        {
            return null;
        }

        int length = checked((int)plan.Size);
        Memory<byte> image = placed?.TryGet(plan) ?? memory?.Take(length) ?? GC.AllocateUninitializedArray<byte>(length);
        try
        {
            plan.Write(image);
        }
        catch (FlashFsException) when (ImageVerifier.ChangesOf(plan.Files) is { Length: > 0 } changes)
        {
            diagnostics.AddRange(changes); // not the first alone that was met
            return null;
        }

        // A stage tells images apart by their hashes; who packs one mostly does not ask.
        Task<byte[]>? hash = null;
        if (memory is not null)
        {
            hash = Task.Run(() => SHA256.HashData(image.Span));
            memory.IsReadBy(hash);
        }

        FlashVolume? volume = verify ? format.Open(image, options, ReadMode.Salvage) : null;
        if (volume is not null)
        {
            ImageVerifier.CheckReadBack(format, volume, plan.Files, diagnostics);
        }

        return diagnostics.HasErrors ? null : new BuiltImage(plan, image, hash, volume);
    }
}
