namespace FlashFs.Tests.Properties;

/// <summary>What the contents of a made-up file are like; the first is the simplest.</summary>
internal enum FillKind
{
    Zeros,
    Erased,
    Text,
    Repeating,
    Noise,
}
