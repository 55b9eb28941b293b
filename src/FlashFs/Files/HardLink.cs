using System.Runtime.InteropServices;
using System.Text;

namespace FlashFs.Files;

/// <summary>A second name for a file, which takes no room and no time. .NET has none of its own.</summary>
/// <remarks>Unsafe for the texts that go to the system: the alternative makes the runtime compile a method in every build.</remarks>
internal static unsafe class HardLink
{
    /// <summary>Gives a file another name.</summary>
    /// <param name="path">The new name, rooted; nothing may have it yet.</param>
    /// <param name="file">The file, rooted.</param>
    /// <returns>Whether it has it; false where the file system has no such names, where the two are on different ones, and for anything else that keeps it from being made.</returns>
    public static bool TryCreate(string path, string file)
    {
        try
        {
            if (new FileInfo(file).LinkTarget is not null)
            {
                return false; // what it leads to may be relative to where it is
            }

            if (OperatingSystem.IsWindows())
            {
                fixed (char* name = path, existing = file)
                {
                    return CreateHardLink(name, existing, 0) != 0;
                }
            }

            fixed (byte* name = Encoding.UTF8.GetBytes(path + '\0'), existing = Encoding.UTF8.GetBytes(file + '\0'))
            {
                return Link(existing, name) == 0;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "link")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link(byte* file, byte* path);

    [DllImport("kernel32", EntryPoint = "CreateHardLinkW")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int CreateHardLink(char* path, char* file, nint security);
}
