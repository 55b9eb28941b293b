using System.Buffers.Binary;
using System.Security.Cryptography;

namespace FlashFs.Pipeline;

/// <summary>The inputs of a build by their paths, in an order that is the same in every build, each with its stamp.</summary>
internal sealed class InputTable
{
    // What a row has behind its path.
    private const int TicksOffset = sizeof(long);
    private const int MarkOffset = TicksOffset + sizeof(long);
    private const int HashOffset = MarkOffset + sizeof(long);
    private const int KeyOffset = HashOffset + SHA256.HashSizeInBytes;
    private const int StampLength = KeyOffset + sizeof(int);

    private readonly Task<PathRows> _rows;

    private InputTable(Task<PathRows> rows) => _rows = rows;

    /// <summary>A table of nothing.</summary>
    public static InputTable Empty { get; } = new(Task.FromResult(RowsOf([], null)));

    /// <summary>The number of inputs.</summary>
    public int Count => Rows.Count;

    /// <summary>The inputs as a state has them.</summary>
    public ReadOnlySpan<byte> Bytes => Rows.Bytes.Span;

    private PathRows Rows => _rows.GetAwaiter().GetResult();

    /// <summary>Takes inputs that have their stamps, each path once. The table is put together beside what its caller goes on with.</summary>
    /// <param name="inputs">The inputs, which stay as they are.</param>
    /// <param name="memory">What the rows are put into; an array where there is none.</param>
    public static InputTable Of(IReadOnlyList<SourceFile> inputs, StageMemory? memory)
    {
        Task<PathRows> rows = Task.Run(() => RowsOf(inputs, memory));
        memory?.IsReadBy(rows);
        return new InputTable(rows);
    }

    /// <summary>Takes the inputs out of a state.</summary>
    /// <exception cref="FormatException">They are none.</exception>
    public static InputTable Read(StateReader reader) => new(Task.FromResult(ReadRows(reader)));

    /// <summary>The stamp of a path, or null.</summary>
    public InputStamp? Find(string path) => Rows.Find(path) is >= 0 and int row ? StampAt(row) : null;

    /// <summary>The stamp of an input whose length, time and mark are those of the table, or null; quick where it is at the place where it is looked for.</summary>
    public InputStamp? FindUnchanged(SourceFile input, int place) =>
        Rows.Find(input.Display, place) is >= 0 and int row && Matches(Rows, row, input) ? StampAt(row) : null;

    /// <summary>Whether these are the inputs, all of them and no other, by length, time and mark alone.</summary>
    public bool Matches(IReadOnlyList<SourceFile> inputs)
    {
        PathRows rows = Rows;
        if (inputs.Count != rows.Count)
        {
            return false;
        }

        for (int i = 0; i < inputs.Count; i++)
        {
            if (!rows.IsPath(i, inputs[i].Display) || !Matches(rows, i, inputs[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Matches(PathRows rows, int row, SourceFile input)
    {
        ReadOnlySpan<byte> stamp = rows.RowAt(row)[^StampLength..];
        return InputStamp.Matches(
            BinaryPrimitives.ReadInt64LittleEndian(stamp),
            BinaryPrimitives.ReadInt64LittleEndian(stamp[TicksOffset..]),
            BinaryPrimitives.ReadInt64LittleEndian(stamp[MarkOffset..]),
            input.Status);
    }

    private InputStamp StampAt(int row)
    {
        ReadOnlyMemory<byte> stamp = Rows.Bytes[(Rows.EndOf(row) - StampLength)..Rows.EndOf(row)];
        return new InputStamp(
            BinaryPrimitives.ReadInt64LittleEndian(stamp.Span),
            BinaryPrimitives.ReadInt64LittleEndian(stamp.Span[TicksOffset..]),
            BinaryPrimitives.ReadInt64LittleEndian(stamp.Span[MarkOffset..]),
            stamp.Slice(HashOffset, SHA256.HashSizeInBytes),
            BinaryPrimitives.ReadInt32LittleEndian(stamp.Span[KeyOffset..]) != 0);
    }

    private static PathRows RowsOf(IReadOnlyList<SourceFile> inputs, StageMemory? memory)
    {
        var writer = new StateWriter(inputs.Count * StateWriter.FileLength, memory);
        writer.Int32(inputs.Count);
        foreach (SourceFile input in inputs)
        {
            InputStamp stamp = input.Stamp ?? throw new ArgumentException($"'{input.Display}' was not hashed.", nameof(inputs));
            writer.Text(input.Display);
            writer.Int64(stamp.Length);
            writer.Int64(stamp.Ticks);
            writer.Int64(stamp.Mark);
            writer.Bytes(stamp.Sha256.Span);
            writer.Int32(stamp.HoldsPrivateKey ? 1 : 0);
        }

        return ReadRows(new StateReader(writer.Written));
    }

    private static PathRows ReadRows(StateReader reader) =>
        PathRows.Read(reader, sizeof(int) + StampLength, static rest => rest.Bytes(StampLength));
}
