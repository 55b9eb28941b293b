namespace FlashFs.Formats.AppFs;

/// <summary>How the device's AppFS was built: an image does not say, so writer and reader must be told.</summary>
public sealed record AppFsOptions
{
    /// <summary>The option <c>layout</c>.</summary>
    public static FlashOption<AppFsDescriptorLayout> LayoutOption { get; } = FlashOption.Choice(
        "layout",
        AppFsDescriptorLayout.Pocketsprite,
        "The page descriptor: the PocketSprite SDK's with names of up to 111 bytes, or badge.team's with names of up to 47, a title and a version.");

    /// <summary>The page descriptor.</summary>
    public AppFsDescriptorLayout Layout { get; init; } = LayoutOption.Default;

    /// <summary>The options in the form in which front ends hand them on.</summary>
    public static AppFsOptions From(OptionValues values) => new() { Layout = values.Get(LayoutOption) };

    /// <summary>The options as values of <see cref="AppFsFormat"/>.</summary>
    /// <param name="origin">Where a manifest should say that they came from.</param>
    public OptionValues ToValues(string origin = "code") =>
        OptionValues.Defaults(AppFsFormat.Instance).With(LayoutOption, Layout, origin);
}
