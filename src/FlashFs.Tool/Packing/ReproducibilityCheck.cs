using FlashFs.Diagnostics;

namespace FlashFs.Tool.Packing;

/// <summary>Compares two images that were made of the same input.</summary>
internal static class ReproducibilityCheck
{
    /// <summary>Reports FLASHFS9004 when they differ.</summary>
    public static void Compare(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, DiagnosticBag diagnostics)
    {
        int same = first.CommonPrefixLength(second);
        if (same != first.Length || same != second.Length)
        {
            diagnostics.Add(
                DiagnosticCodes.NotReproducible,
                null,
                $"Made twice, the image has {first.Length} and {second.Length} bytes and differs from 0x{same:x} on; a file may have changed meanwhile, so try again, and report this if it stays. Nothing was written.");
        }
    }
}
