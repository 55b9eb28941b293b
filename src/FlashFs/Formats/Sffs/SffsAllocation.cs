namespace FlashFs.Formats.Sffs;

/// <summary>Which of the free pages is taken next.</summary>
public enum SffsAllocation
{
    /// <summary>The one at the lowest address: an image is filled from its start.</summary>
    FirstFree,

    /// <summary>The next one from a random start, as the device does it to spread wear; one seed gives one sequence.</summary>
    Seeded,
}
