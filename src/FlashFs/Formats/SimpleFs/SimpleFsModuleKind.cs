namespace FlashFs.Formats.SimpleFs;

/// <summary>What an import leads to.</summary>
public enum SimpleFsModuleKind
{
    /// <summary>Nothing: the VM throws a ReferenceError.</summary>
    Missing,

    /// <summary>A file of the image.</summary>
    File,

    /// <summary>A module that the VM has built in.</summary>
    Native,
}
