using FlashFs.Files;

namespace FlashFs.Formats.ChirpOs;

/// <summary>What can be set for a ChirpOS image.</summary>
public sealed record ChirpOsOptions
{
    internal static readonly FlashOption<FlashFolder> BaseDirectoryOption = FlashOption.Folder(
        "baseDirectory",
        "A folder with the files that the file system has before anything is saved: the image holds only what differs from it.");

    internal static readonly FlashOption<ChirpOsForm> FormOption = FlashOption.Choice(
        "form",
        ChirpOsForm.Saved,
        "What the image is: the saved string, or the JSON in it, for people to read; either is read back without being told.");

    /// <summary>The files that the file system has before anything is saved; none where there is no folder.</summary>
    public FlashFolder BaseDirectory { get; init; } = BaseDirectoryOption.Default;

    /// <summary>What the image is. Reading does not depend on it.</summary>
    public ChirpOsForm Form { get; init; } = FormOption.Default;

    /// <summary>The options of resolved values.</summary>
    public static ChirpOsOptions From(OptionValues values) => new()
    {
        BaseDirectory = values.Get(BaseDirectoryOption),
        Form = values.Get(FormOption),
    };

    /// <summary>The values of these options.</summary>
    public OptionValues ToValues() => OptionValues.Defaults(ChirpOsFormat.Instance)
        .With(BaseDirectoryOption, BaseDirectory)
        .With(FormOption, Form);
}
