using FlashFs.Files;

namespace FlashFs.Build;

/// <summary>Looks at files as the stages do, without the library that they have for it.</summary>
internal static class FileLook
{
    /// <summary>Looks at a file, or at the one that a link leads to.</summary>
    /// <param name="path">The file, rooted.</param>
    /// <param name="status">What is seen; without a mark where only the framework says anything.</param>
    /// <returns>Whether it is there.</returns>
    public static bool TryLook(string path, out FileStatus status)
    {
        if (FileStatus.TryGet(path, out status))
        {
            return true;
        }

        var file = new FileInfo(path);
        if (file.Exists && file.Attributes.HasFlag(FileAttributes.ReparsePoint) && file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target)
        {
            file = target;
        }

        status = file.Exists ? new FileStatus(file.Length, file.LastWriteTimeUtc, changeTicks: 0, number: 0) : default;
        return file.Exists;
    }
}
