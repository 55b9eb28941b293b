namespace FlashFs.Formats.SimpleFs;

/// <summary>Which names the VM and fs-packer refuse, beyond what no image can have.</summary>
internal static class SimpleFsNames
{
    /// <summary>Says why a name cannot be stored, in a clause that follows the name, or null when it can.</summary>
    public static string? Problem(string name)
    {
        if (name.Length == 0)
        {
            return "is no name, and the VM finds files by their names";
        }

        if (IsRefused(name[0]))
        {
            return $"begins with '{name[0]}', and the VM refuses a whole Simple FS image (code -2) in which a name begins with '.', '/', '\\' or '~'";
        }

        return name.Length > 1 && char.IsAsciiLetter(name[0]) && name[1] == ':'
            ? "begins with a drive letter, and names in a Simple FS image are relative: fs-packer refuses it"
            : null;
    }

    /// <summary>Whether the VM refuses an image with a name that begins so.</summary>
    public static bool IsRefused(char first) => SimpleFsLayout.RefusedFirst.Contains(first, StringComparison.Ordinal);
}
