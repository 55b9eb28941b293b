namespace FlashFs.Build;

/// <summary>The names of metadata, in one place.</summary>
internal static class ItemNames
{
    public const string FlashPath = "FlashPath";
    public const string Link = "Link";
    public const string Images = "Images";
    public const string Compress = "Compress";
    public const string Title = "Title";
    public const string Version = "Version";
    public const string Flags = "Flags";
    public const string Format = "Format";
    public const string Profile = "Profile";
    public const string Partition = "Partition";
    public const string Size = "Size";
    public const string WarnAt = "WarnAt";
    public const string ErrorAt = "ErrorAt";
    public const string Root = "Root";
    public const string ExcludeFiles = "ExcludeFiles";
    public const string Bytecode = "Bytecode";
    public const string Command = "Command";
    public const string Match = "Match";
    public const string OutputExtension = "OutputExtension";
    public const string KeepIfSmaller = "KeepIfSmaller";
    public const string Order = "Order";
    public const string Type = "Type";
    public const string SubType = "SubType";
    public const string Offset = "Offset";
    public const string Preserve = "Preserve";
    public const string Sha256 = "Sha256";
    public const string Project = "_FlashProject";
}
