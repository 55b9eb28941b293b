namespace FlashFs.Formats.ChirpOs;

/// <summary>What a stream is for.</summary>
[Flags]
internal enum ChirpOpenMode
{
    None = 0,
    Read = 1,
    Write = 2,
    Append = 4,
}
