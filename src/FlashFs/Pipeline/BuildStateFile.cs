using System.Buffers.Binary;
using FlashFs.Files;

namespace FlashFs.Pipeline;

/// <summary>
/// Keeps <see cref="BuildState"/> in a file. A form of its own and no JSON: a build that has nothing to do reads it, and spends more
/// on ten thousand times five tokens than on all the rest. The last eight bytes are the <see cref="Checksum"/> of what is before them,
/// in little-endian order.
/// </summary>
internal static class BuildStateFile
{
    /// <summary>Reads a state, or null when there is none that can be used: then everything is looked at anew.</summary>
    public static BuildState? Read(string path) => Read(path, path => File.ReadAllBytes(path));

    /// <summary>The same in the memory of a stage, for as long as that is there.</summary>
    public static BuildState? Read(string path, StageMemory memory) => Read(path, memory.ReadFile);

    /// <summary>Writes a state, unless the file holds it already.</summary>
    /// <param name="path">The file, rooted.</param>
    /// <param name="state">The state.</param>
    /// <param name="memory">What it is put together in; an array where there is none.</param>
    public static void Write(string path, BuildState state, StageMemory? memory = null)
    {
        var writer = new StateWriter(BuildStateWriter.LengthOf(state), memory);
        BuildStateWriter.Write(writer, state);
        writer.Int64((long)Checksum.Of(writer.Written.Span));
        OutputFile.Write(path, writer.Written.Span);
    }

    private static BuildState? Read(string path, Func<string, ReadOnlyMemory<byte>> read)
    {
        try
        {
            return File.Exists(path) ? BuildStateReader.Read(Open(read(path))) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return null; // a state that is cut, edited or of another shape is a cold start, which is always right
        }
    }

    private static ReadOnlyMemory<byte> Open(ReadOnlyMemory<byte> file)
    {
        int length = file.Length - sizeof(ulong);
        return length >= 0 && Checksum.Of(file.Span[..length]) == BinaryPrimitives.ReadUInt64LittleEndian(file.Span[length..])
            ? file[..length]
            : throw new FormatException("the state is not as it was written");
    }
}
