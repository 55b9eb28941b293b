namespace FlashFs.Devices;

/// <summary>What becomes of the operation at which the power fails.</summary>
public enum PowerCutKind
{
    /// <summary>It does nothing: the power went between two operations.</summary>
    BeforeOperation,

    /// <summary>A program stops after some whole bytes; an erase leaves garbage in its sector.</summary>
    WithinOperation,

    /// <summary>As <see cref="WithinOperation"/>, and the byte at which a program stops has only some of its bits cleared.</summary>
    WithinByte,
}
