namespace FlashFs.Compression;

/// <summary>A packed text as numbers of so many bits each, whatever characters or bytes stand for them.</summary>
internal interface ILzStringUnits
{
    /// <summary>How many bits a unit has.</summary>
    static abstract int Bits { get; }

    /// <summary>How many units there are.</summary>
    int Count { get; }

    /// <summary>The value of a unit; -1 where the character stands for none.</summary>
    int this[int index] { get; }
}
