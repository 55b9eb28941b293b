namespace FlashFs.Formats.ChirpOs;

/// <summary>What a lock keeps other processes from.</summary>
[Flags]
internal enum ChirpLockKinds
{
    None = 0,
    Read = 1,
    Write = 2,
    Any = Read | Write,
}
