namespace FlashFs.Formats.Sffs;

/// <summary>What can be set for SFFS: what a writer must be told because a device takes it from its clock or by chance.</summary>
public sealed record SffsOptions
{
    /// <summary>The option <c>created</c>.</summary>
    public static FlashOption<long> CreatedOption { get; } = FlashOption.Integer(
        "created", 0, 0, int.MaxValue, "Unix seconds", "When the files were created; the format stores it for each file.");

    /// <summary>The option <c>maxNameLength</c>.</summary>
    public static FlashOption<long> MaxNameLengthOption { get; } = FlashOption.Integer(
        "maxNameLength", SffsLayout.MaxNameLength, 1, SffsLayout.MaxNameLength, "bytes",
        "The longest name that the device reads, in UTF-8: 64 since version 1.1.0 of the library, 20 before. A page with a longer name is bad to it, and collected.");

    /// <summary>The option <c>allocation</c>.</summary>
    public static FlashOption<SffsAllocation> AllocationOption { get; } = FlashOption.Choice(
        "allocation", SffsAllocation.FirstFree, "Which free page is taken next: the first, or the next from a random start as on the device.");

    /// <summary>The option <c>seed</c>.</summary>
    public static FlashOption<long> SeedOption { get; } = FlashOption.Integer(
        "seed", 0, 0, int.MaxValue, "", "Where the random numbers of the seeded allocation begin; the same seed gives the same image.");

    /// <summary>The options in the order of the reference.</summary>
    public static IReadOnlyList<FlashOption> All { get; } = [CreatedOption, MaxNameLengthOption, AllocationOption, SeedOption];

    /// <summary>When files were created, in Unix seconds. A mounted volume's clock begins here.</summary>
    public int Created { get; init; } = (int)CreatedOption.Default;

    /// <summary>The longest name in bytes of UTF-8, 1 to 64.</summary>
    public int MaxNameLength { get; init; } = (int)MaxNameLengthOption.Default;

    /// <summary>Which free page is taken next.</summary>
    public SffsAllocation Allocation { get; init; } = AllocationOption.Default;

    /// <summary>Where the random numbers of <see cref="SffsAllocation.Seeded"/> begin, not negative.</summary>
    public int Seed { get; init; } = (int)SeedOption.Default;

    /// <summary>The options in the form in which front ends hand them on.</summary>
    public static SffsOptions From(OptionValues values) => new()
    {
        Created = (int)values.Get(CreatedOption),
        MaxNameLength = (int)values.Get(MaxNameLengthOption),
        Allocation = values.Get(AllocationOption),
        Seed = (int)values.Get(SeedOption),
    };

    /// <summary>The options as values of <see cref="SffsFormat"/>.</summary>
    /// <param name="origin">Where a manifest should say that they came from.</param>
    public OptionValues ToValues(string origin = "code") => OptionValues.Defaults(SffsFormat.Instance)
        .With(CreatedOption, Created, origin)
        .With(MaxNameLengthOption, MaxNameLength, origin)
        .With(AllocationOption, Allocation, origin)
        .With(SeedOption, Seed, origin);
}
