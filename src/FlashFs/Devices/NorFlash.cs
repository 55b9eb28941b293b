using System.Numerics;

namespace FlashFs.Devices;

/// <summary>
/// A NOR flash in memory, with the rules of a real one: erasing sets whole sectors to 0xFF, programming only clears bits,
/// sectors wear, and the power may fail at any operation.
/// </summary>
/// <remarks>
/// An operation is what the chip does at once: the erase of one sector, or the programming of bytes within one page.
/// Longer requests are cut up as a driver does it, in ascending order. Addresses and lengths are in bytes.
/// </remarks>
public sealed partial class NorFlash
{
    private readonly byte[] _bytes;
    private readonly int[] _wear;

    /// <summary>Makes an erased flash.</summary>
    public NorFlash(FlashGeometry geometry)
    {
        Geometry = geometry;
        _bytes = GC.AllocateUninitializedArray<byte>(geometry.Size);
        ErasedFlash.Fill(_bytes);
        _wear = new int[geometry.SectorCount];
    }

    /// <summary>Makes an erased flash of a size, with sectors of 4 KiB and pages of 256 bytes.</summary>
    /// <param name="size">The size, a multiple of 4 KiB.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is no multiple of 4 KiB.</exception>
    public NorFlash(int size)
        : this(new FlashGeometry(size))
    {
    }

    private NorFlash(FlashGeometry geometry, byte[] bytes, int[] wear)
    {
        Geometry = geometry;
        _bytes = bytes;
        _wear = wear;
    }

    /// <summary>How the flash is cut up.</summary>
    public FlashGeometry Geometry { get; }

    /// <summary>The size.</summary>
    public int Size => _bytes.Length;

    /// <summary>Everything on the flash, in place: what a programmer would read out. It needs no power and changes as the flash does.</summary>
    public ReadOnlyMemory<byte> Contents => _bytes;

    /// <summary>How many sector erases were done in full.</summary>
    public long EraseCount { get; private set; }

    /// <summary>How many page programs were done in full.</summary>
    public long ProgramCount { get; private set; }

    /// <summary>How many operations were done in full: what a power cut is counted in.</summary>
    public long OperationCount => EraseCount + ProgramCount;

    /// <summary>Makes a flash with contents, for instance an image; they are copied.</summary>
    /// <param name="contents">The contents; their length is the size.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is no multiple of 4 KiB.</exception>
    public static NorFlash FromContents(ReadOnlySpan<byte> contents) => FromContents(contents, new FlashGeometry(contents.Length));

    /// <summary>Makes a flash with contents, for instance an image; they are copied.</summary>
    /// <param name="contents">The contents; their length is the size.</param>
    /// <param name="geometry">How the flash is cut up.</param>
    /// <exception cref="ArgumentException">The contents have another length than the geometry says.</exception>
    public static NorFlash FromContents(ReadOnlySpan<byte> contents, FlashGeometry geometry) =>
        contents.Length == geometry.Size
            ? new NorFlash(geometry, contents.ToArray(), new int[geometry.SectorCount])
            : throw new ArgumentException($"The contents have {contents.Length} bytes, the flash {geometry.Size}.", nameof(contents));

    /// <summary>Another flash with the same contents, wear and counts; powered, and with no cut set.</summary>
    public NorFlash Clone() => new(Geometry, [.. _bytes], [.. _wear]) { EraseCount = EraseCount, ProgramCount = ProgramCount };

    /// <summary>Takes over contents, wear and counts of a flash of the same geometry, and is powered with no cut set.</summary>
    /// <exception cref="ArgumentException">The geometry differs.</exception>
    public void CopyFrom(NorFlash other)
    {
        if (other.Geometry != Geometry)
        {
            throw new ArgumentException("The flash has another geometry.", nameof(other));
        }

        other._bytes.CopyTo(_bytes, 0);
        other._wear.CopyTo(_wear, 0);
        EraseCount = other.EraseCount;
        ProgramCount = other.ProgramCount;
        PowerOn();
    }

    /// <summary>How often a sector was erased; an erase that the power cut off counts too.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sector.</exception>
    public int WearOf(int sector)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sector);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(sector, _wear.Length);
        return _wear[sector];
    }

    /// <summary>Reads bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">They are not all on the flash.</exception>
    /// <exception cref="PowerCutException">The power is off.</exception>
    public void Read(int address, Span<byte> destination) => Map(address, destination.Length).Span.CopyTo(destination);

    /// <summary>Gives bytes in place, as a memory-mapped flash does: they change as the flash does.</summary>
    /// <exception cref="ArgumentOutOfRangeException">They are not all on the flash.</exception>
    /// <exception cref="PowerCutException">The power is off.</exception>
    public ReadOnlyMemory<byte> Map(int address, int length)
    {
        ThrowIfOff();
        ThrowIfOutside(address, length);
        return _bytes.AsMemory(address, length);
    }

    /// <summary>Sets sectors to 0xFF, one operation each, in ascending order.</summary>
    /// <param name="address">Where to begin, a multiple of the sector size.</param>
    /// <param name="length">How much to erase, a multiple of the sector size; 0 erases nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not all on the flash.</exception>
    /// <exception cref="ArgumentException">Address or length is no multiple of the sector size.</exception>
    /// <exception cref="PowerCutException">The power fails, or is off.</exception>
    public void Erase(int address, int length)
    {
        ThrowIfOff();
        ThrowIfOutside(address, length);
        ThrowIfUnaligned(address, Geometry.SectorSize, nameof(address));
        ThrowIfUnaligned(length, Geometry.SectorSize, nameof(length));
        for (int end = address + length; address < end; address += Geometry.SectorSize)
        {
            EraseOne(_bytes.AsSpan(address, Geometry.SectorSize), address / Geometry.SectorSize);
        }
    }

    /// <summary>Clears the bits that are 0 in the data, one operation for each page touched. A bit that is 0 stays 0: that is no error.</summary>
    /// <param name="address">Where to begin, a multiple of the program unit.</param>
    /// <param name="data">The bytes asked for; the length is a multiple of the program unit.</param>
    /// <returns>How many bytes now differ from what was asked, because a bit in them was 0 already.</returns>
    /// <exception cref="ArgumentOutOfRangeException">They are not all on the flash.</exception>
    /// <exception cref="ArgumentException">Address or length is no multiple of the program unit.</exception>
    /// <exception cref="PowerCutException">The power fails, or is off.</exception>
    public int Program(int address, ReadOnlySpan<byte> data)
    {
        ThrowIfOff();
        ThrowIfOutside(address, data.Length);
        ThrowIfUnaligned(address, Geometry.ProgramUnit, nameof(address));
        ThrowIfUnaligned(data.Length, Geometry.ProgramUnit, nameof(data));
        int differing = 0;
        while (!data.IsEmpty)
        {
            int length = Math.Min(data.Length, Geometry.PageSize - address % Geometry.PageSize);
            differing += ProgramOne(_bytes.AsSpan(address, length), data[..length]);
            address += length;
            data = data[length..];
        }

        return differing;
    }

    private void EraseOne(Span<byte> sector, int index)
    {
        _wear[index]++;
        if (FailsNow())
        {
            Fail(sector, []);
        }

        ErasedFlash.Fill(sector);
        EraseCount++;
    }

    private int ProgramOne(Span<byte> page, ReadOnlySpan<byte> data)
    {
        if (FailsNow())
        {
            Fail(page, data);
        }

        ProgramCount++;
        return And(page, data);
    }

    private static int And(Span<byte> target, ReadOnlySpan<byte> data)
    {
        int differing = 0;
        int i = 0;
        for (; i <= target.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            var asked = new Vector<byte>(data[i..]);
            Vector<byte> result = new Vector<byte>(target[i..]) & asked;
            result.CopyTo(target[i..]);
            if (result != asked)
            {
                differing += Vector<byte>.Count + Vector.Sum(Vector.AsVectorSByte(Vector.Equals(result, asked)));
            }
        }

        for (; i < target.Length; i++)
        {
            target[i] &= data[i];
            differing += target[i] == data[i] ? 0 : 1;
        }

        return differing;
    }

    private void ThrowIfOutside(int address, int length)
    {
        if (address < 0 || length < 0 || address > _bytes.Length - length)
        {
            throw new ArgumentOutOfRangeException(
                nameof(address), address, $"{length} bytes at 0x{address:x} are not all on a flash of {_bytes.Length} bytes.");
        }
    }

    private static void ThrowIfUnaligned(int value, int unit, string name)
    {
        if (value % unit != 0)
        {
            throw new ArgumentException($"{value} (0x{value:x}) is no multiple of {unit}.", name);
        }
    }
}
