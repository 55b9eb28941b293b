using System.Buffers.Binary;
using System.Security.Cryptography;

namespace FlashFs.Pipeline;

/// <summary>The inputs of a build by their paths, in an order that is the same in every build, each with its stamp.</summary>
internal sealed class InputTable
{
    // What a row has behind its path.
    private const int TicksOffset = sizeof(long);
    private const int HashOffset = TicksOffset + sizeof(long);
    private const int KeyOffset = HashOffset + SHA256.HashSizeInBytes;
    private const int StampLength = KeyOffset + sizeof(int);

    private readonly PathRows _rows;

    private InputTable(PathRows rows) => _rows = rows;

    /// <summary>A table of nothing.</summary>
    public static InputTable Empty { get; } = Of([], null);

    /// <summary>The number of inputs.</summary>
    public int Count => _rows.Count;

    /// <summary>The inputs as a state has them.</summary>
    public ReadOnlySpan<byte> Bytes => _rows.Bytes.Span;

    /// <summary>Takes inputs that have their stamps, each path once.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="memory">What the rows are put into; an array where there is none.</param>
    public static InputTable Of(IReadOnlyList<SourceFile> inputs, StageMemory? memory)
    {
        var writer = new StateWriter(inputs.Count * StateWriter.FileLength, memory);
        writer.Int32(inputs.Count);
        foreach (SourceFile input in inputs)
        {
            InputStamp stamp = input.Stamp ?? throw new ArgumentException($"'{input.Display}' was not hashed.", nameof(inputs));
            writer.Text(input.Display);
            writer.Int64(stamp.Length);
            writer.Int64(stamp.Ticks);
            writer.Bytes(stamp.Sha256.Span);
            writer.Int32(stamp.HoldsPrivateKey ? 1 : 0);
        }

        return Read(new StateReader(writer.Written));
    }

    /// <summary>Takes the inputs out of a state.</summary>
    /// <exception cref="FormatException">They are none.</exception>
    public static InputTable Read(StateReader reader) =>
        new(PathRows.Read(reader, sizeof(int) + StampLength, static rest => rest.Bytes(StampLength)));

    /// <summary>The stamp of a path, or null.</summary>
    public InputStamp? Find(string path) => _rows.Find(path) is >= 0 and int row ? StampAt(row) : null;

    /// <summary>The stamp of an input whose length and time are those of the table, or null; quick where it is at the place where it is looked for.</summary>
    public InputStamp? FindUnchanged(SourceFile input, int place) =>
        _rows.Find(input.Display, place) is >= 0 and int row && Matches(row, input) ? StampAt(row) : null;

    /// <summary>Whether these are the inputs, all of them and no other, by length and time alone.</summary>
    public bool Matches(IReadOnlyList<SourceFile> inputs)
    {
        if (inputs.Count != Count)
        {
            return false;
        }

        for (int i = 0; i < inputs.Count; i++)
        {
            if (!_rows.IsPath(i, inputs[i].Display) || !Matches(i, inputs[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether another table has these paths and no other.</summary>
    public bool HasSamePaths(InputTable other)
    {
        bool same = Count == other.Count;
        for (int i = 0; same && i < Count; i++)
        {
            same = _rows.IsPath(i, other._rows, i);
        }

        return same;
    }

    private bool Matches(int row, SourceFile input)
    {
        ReadOnlySpan<byte> stamp = _rows.RowAt(row)[^StampLength..];
        return InputStamp.Matches(
            BinaryPrimitives.ReadInt64LittleEndian(stamp), BinaryPrimitives.ReadInt64LittleEndian(stamp[TicksOffset..]), input.Contents);
    }

    private InputStamp StampAt(int row)
    {
        ReadOnlyMemory<byte> stamp = _rows.Bytes[(_rows.EndOf(row) - StampLength).._rows.EndOf(row)];
        return new InputStamp(
            BinaryPrimitives.ReadInt64LittleEndian(stamp.Span),
            BinaryPrimitives.ReadInt64LittleEndian(stamp.Span[TicksOffset..]),
            stamp.Slice(HashOffset, SHA256.HashSizeInBytes),
            BinaryPrimitives.ReadInt32LittleEndian(stamp.Span[KeyOffset..]) != 0);
    }
}
