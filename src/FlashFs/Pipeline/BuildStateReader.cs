using FlashFs.Diagnostics;

namespace FlashFs.Pipeline;

/// <summary>Takes a state out of the bytes that <see cref="BuildStateWriter"/> made of it, part for part.</summary>
internal static class BuildStateReader
{
    /// <summary>Reads a state; null when it has another revision.</summary>
    /// <exception cref="FormatException">It is no state.</exception>
    public static BuildState? Read(ReadOnlyMemory<byte> bytes)
    {
        var reader = new StateReader(bytes);
        if (reader.Int32() != BuildState.Revision)
        {
            return null;
        }

        var state = new BuildState
        {
            Tool = reader.Text(),
            Settings = reader.Text(),
            Project = reader.TextOrNull(),
            Folder = reader.Text(),
            LinksOutputs = reader.Int32() != 0,
            Inputs = InputTable.Read(reader),
        };
        for (int count = reader.Count(sizeof(int)); count > 0; count--)
        {
            state.Images.Add(ReadImage(reader));
        }

        for (int count = reader.Count(sizeof(int)); count > 0; count--)
        {
            var output = new OutputStamp(NameOf(reader.Text()), reader.Int64(), reader.Int64(), reader.Text());
            state.Outputs.Add(reader.Int64() is >= 0 and long offset ? output with { Offset = offset } : output);
        }

        StateDiagnostics.Read(reader, state.Diagnostics);
        return reader.IsAtEnd ? state : throw new FormatException("the state goes on");
    }

    // Outputs are deleted by these names: whatever the file says, never outside the folder of the build.
    private static string NameOf(string text) =>
        text.Length > 0 && !Path.IsPathRooted(text) && !text.Contains('\0', StringComparison.Ordinal) && !text.Split('/', '\\').Contains("..")
            ? text
            : throw new FormatException("this is not the name of an output");

    private static ImageRecord ReadImage(StateReader reader)
    {
        (string name, string key) = (reader.Text(), reader.Text());
        var settings = new List<KeyValuePair<string, string>>();
        for (int count = reader.Count(sizeof(int)); count > 0; count--)
        {
            settings.Add(new(reader.Text(), reader.Text()));
        }

        var image = new ImageRecord
        {
            Name = name,
            Key = key,
            Settings = settings,
            Files = new FileHashes(reader.Bytes(reader.Int32())),
            Size = reader.Int64(),
            Sha256 = reader.Text(),
            Figures = new ImageFigures(
                reader.Int32(),
                reader.Int64(),
                reader.Int64(),
                reader.Int64(),
                reader.Int32() is >= 0 and int blocks ? blocks : null,
                reader.Int64() is >= 0 and long blockSize ? blockSize : null),
        };
        var diagnostics = new List<Diagnostic>();
        StateDiagnostics.Read(reader, diagnostics);
        return image with { Diagnostics = diagnostics };
    }
}
