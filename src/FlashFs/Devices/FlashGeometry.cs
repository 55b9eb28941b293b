namespace FlashFs.Devices;

/// <summary>How a NOR flash is cut up: what is erased at once, what is programmed at once. All in bytes.</summary>
public sealed record FlashGeometry
{
    /// <summary>The sector of the usual SPI NOR flash: 4 KiB.</summary>
    public const int DefaultSectorSize = 4096;

    /// <summary>The page of the usual SPI NOR flash: 256 bytes.</summary>
    public const int DefaultPageSize = 256;

    /// <summary>Describes a flash.</summary>
    /// <param name="size">The size, a multiple of <paramref name="sectorSize"/>.</param>
    /// <param name="sectorSize">What is erased at once, a multiple of <paramref name="pageSize"/>.</param>
    /// <param name="pageSize">What is programmed in one operation at most, and never across its boundary; a multiple of <paramref name="programUnit"/>.</param>
    /// <param name="programUnit">Address and length of what is programmed are multiples of this: 1 for the usual SPI NOR flash.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive, or is not a multiple of the next smaller one.</exception>
    public FlashGeometry(int size, int sectorSize = DefaultSectorSize, int pageSize = DefaultPageSize, int programUnit = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(programUnit);
        ThrowIfNoMultiple(pageSize, programUnit, nameof(pageSize));
        ThrowIfNoMultiple(sectorSize, pageSize, nameof(sectorSize));
        ThrowIfNoMultiple(size, sectorSize, nameof(size));
        Size = size;
        SectorSize = sectorSize;
        PageSize = pageSize;
        ProgramUnit = programUnit;
    }

    /// <summary>The size of the flash, a multiple of <see cref="SectorSize"/>.</summary>
    public int Size { get; }

    /// <summary>What is erased at once.</summary>
    public int SectorSize { get; }

    /// <summary>What is programmed in one operation at most; longer data is programmed page by page, as drivers do it.</summary>
    public int PageSize { get; }

    /// <summary>Address and length of what is programmed are multiples of this.</summary>
    public int ProgramUnit { get; }

    /// <summary>How many sectors there are.</summary>
    public int SectorCount => Size / SectorSize;

    private static void ThrowIfNoMultiple(int value, int unit, string name)
    {
        if (value <= 0 || value % unit != 0)
        {
            throw new ArgumentOutOfRangeException(name, value, $"It must be a positive multiple of {unit}.");
        }
    }
}
