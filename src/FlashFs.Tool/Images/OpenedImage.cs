using FlashFs.Formats;

namespace FlashFs.Tool.Images;

/// <summary>An image that a reading verb works on.</summary>
/// <param name="Name">The file as the command line has it.</param>
/// <param name="Bytes">Its bytes.</param>
/// <param name="Volume">It, opened; damage is listed, not thrown.</param>
/// <param name="Assumption">How it was taken, where neither it nor the command line says: one clause; else null.</param>
internal sealed record OpenedImage(string Name, byte[] Bytes, FlashVolume Volume, string? Assumption);
