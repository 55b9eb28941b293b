namespace FlashFs.Pipeline;

/// <summary>How an output compares with what was left.</summary>
internal enum OutputCheck
{
    /// <summary>As it was left.</summary>
    Intact,

    /// <summary>The same contents with another time.</summary>
    Touched,

    /// <summary>Other contents.</summary>
    Altered,

    /// <summary>Not there.</summary>
    Missing,
}
