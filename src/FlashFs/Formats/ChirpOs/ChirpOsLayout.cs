namespace FlashFs.Formats.ChirpOs;

/// <summary>What a ChirpOS file system is saved as: one JSON text, packed by lz-string into UTF-16 code units.</summary>
/// <remarks>
/// A directory is an object whose keys are the names of its children; keys that begin with <c>/</c> are its own properties,
/// as no name can. An image is that string as UTF-16LE without a byte order mark, or the JSON itself as UTF-8.
/// <list type="table">
/// <listheader><term>property</term><description>meaning</description></listheader>
/// <item><term><c>/name</c></term><description>of the root only: its name; left out when empty</description></item>
/// <item><term><c>/created</c>, <c>/modified</c>, <c>/accessed</c></term><description>Unix milliseconds</description></item>
/// <item><term><c>/flags</c></term><description><see cref="ChirpFlags"/>; left out when 0</description></item>
/// <item><term><c>/data</c></term><description>of files only, and of all of them: the contents</description></item>
/// <item><term><c>/binary</c></term><description>of files only: true where each code unit of the contents is a byte</description></item>
/// </list>
/// Source: Abracawdabra/ChirpOS, <c>doc/filesystem.md</c>, <c>src/node_modules/_os.js</c> and <c>_io.js</c>, whose author never
/// came to saving.
/// </remarks>
internal static class ChirpOsLayout
{
    public const string DisplayName = "ChirpOS";

    public const string NameProperty = "/name";
    public const string CreatedProperty = "/created";
    public const string ModifiedProperty = "/modified";
    public const string AccessedProperty = "/accessed";
    public const string FlagsProperty = "/flags";
    public const string DataProperty = "/data";
    public const string BinaryProperty = "/binary";

    public const char Separator = '/';

    /// <summary>The bytes of a code unit of the saved string.</summary>
    public const int UnitSize = 2;

    /// <summary>What the key of every saved object begins with, <c>{</c>, fixes ten bits of the first unit: these two and those between.</summary>
    public const char FirstUnit = '\u1BE0';

    /// <summary>The last unit that a saved object can begin with.</summary>
    public const char LastFirstUnit = '\u1BFF';

    /// <summary>The longest JSON text, in UTF-16 code units: what the capacity holds of well-packing text, twice.</summary>
    public const int MaximumTextLength = 1 << 25;

    /// <summary>The most files and directories: one for ten code units of the capacity.</summary>
    public const int MaximumNodes = 1 << 18;

    /// <summary>How many directories may lie in each other, and how many segments a path may have.</summary>
    public const int MaximumDepth = 1024;

    /// <summary>The most characters that the paths of a volume's entries may have together.</summary>
    public const long MaximumPathLength = 1 << 25;

    /// <summary>The latest time, as far before and after 1970 as JavaScript's dates go, in milliseconds.</summary>
    public const long MaximumTime = 8_640_000_000_000_000;

    public const ChirpFlags KnownFlags = ChirpFlags.System | ChirpFlags.Executable | ChirpFlags.Hidden | ChirpFlags.SuperHidden;
}
