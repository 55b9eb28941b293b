using System.Buffers.Binary;
using System.Text;

namespace FlashFs.Formats.AppFs;

/// <summary>Which app badge.team's boot loader is to start, and with what: it lies in memory that outlives a restart, not in the flash.</summary>
/// <remarks>
/// The memory: 0 magic (8), 8 handle (4), 12 whether it may still be started (1), 13 argument with its NUL (128), 141 unused (3).
/// Source: badgeteam/esp32-component-appfs at 1db39d7, <c>include/appfs.h</c> (<c>appfs_bootsel_t</c>) and <c>src/appfs.c</c>.
/// </remarks>
/// <param name="Handle">The app.</param>
/// <param name="IsValid">Whether it may be started; one that may not any more is taken for an app that crashed.</param>
/// <param name="Argument">What it is given, empty for nothing; null where the memory holds no end of it.</param>
public sealed record AppFsBootSelection(int Handle, bool IsValid, string? Argument)
{
    /// <summary>How much memory a selection takes, in bytes.</summary>
    public const int Size = 144;

    /// <summary>The longest argument in bytes, without its NUL.</summary>
    public const int MaxArgumentLength = 127;

    private const ulong Magic = 0x2AF7_DE4A_994F_7236;
    private const int HandleOffset = 8;
    private const int ValidOffset = 12;
    private const int ArgumentOffset = 13;

    /// <summary>Reads a selection. <c>appfsBootselGet</c>.</summary>
    /// <param name="memory">The memory, <see cref="Size"/> bytes or more.</param>
    /// <returns>The selection; null where there is none.</returns>
    /// <exception cref="ArgumentException">There is less memory.</exception>
    public static AppFsBootSelection? Read(ReadOnlySpan<byte> memory)
    {
        ThrowIfTooSmall(memory.Length);
        if (BinaryPrimitives.ReadUInt64LittleEndian(memory) != Magic)
        {
            return null;
        }

        ReadOnlySpan<byte> argument = memory.Slice(ArgumentOffset, MaxArgumentLength + 1);
        int end = argument.IndexOf((byte)0);
        return new AppFsBootSelection(
            BinaryPrimitives.ReadInt32LittleEndian(memory[HandleOffset..]),
            memory[ValidOffset] != 0,
            end < 0 ? null : Encoding.UTF8.GetString(argument[..end]));
    }

    /// <summary>Writes a selection that is valid. An argument that is too long is left out whole, as the device does it.</summary>
    internal static void Write(Span<byte> memory, int handle, string argument)
    {
        ThrowIfTooSmall(memory.Length);
        byte[] text = Encoding.UTF8.GetBytes(argument.Split('\0')[0]);
        BinaryPrimitives.WriteUInt64LittleEndian(memory, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(memory[HandleOffset..], handle);
        memory[ValidOffset] = 1;
        int length = text.Length > MaxArgumentLength ? 0 : text.Length;
        text.AsSpan(0, length).CopyTo(memory[ArgumentOffset..]);
        memory[ArgumentOffset + length] = 0;
    }

    private static void ThrowIfTooSmall(int length)
    {
        if (length < Size)
        {
            throw new ArgumentException($"A boot selection takes {Size} bytes, and the memory has {length}.");
        }
    }
}
