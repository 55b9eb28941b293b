namespace FlashFs.Fuzz.Running;

/// <summary>What a call took.</summary>
/// <param name="Name">The call.</param>
/// <param name="Allocated">The memory in bytes.</param>
/// <param name="Limit">How much it might have taken, in bytes: what was asked for included.</param>
/// <param name="ImageLength">The image in bytes.</param>
/// <param name="Share">Which share of its limit that is.</param>
internal readonly record struct CallCost(string? Name, long Allocated, long Limit, long ImageLength, double Share);
