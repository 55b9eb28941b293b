namespace FlashFs.Pipeline;

/// <summary>Puts a state into bytes; <see cref="BuildStateReader"/> is its counterpart, part for part.</summary>
internal static class BuildStateWriter
{
    /// <summary>About how many bytes a state takes.</summary>
    public static int LengthOf(BuildState state)
    {
        // No Sum: over numbers it is compiled anew in every process that writes a state.
        int length = (1 << 14) + state.Inputs.Bytes.Length;
        foreach (ImageRecord image in state.Images)
        {
            length += image.Files.Bytes.Length;
        }

        return length;
    }

    /// <summary>Writes a state.</summary>
    public static void Write(StateWriter writer, BuildState state)
    {
        writer.Int32(BuildState.Revision);
        writer.Text(state.Tool);
        writer.Text(state.Settings);
        writer.Text(state.Project);
        writer.Text(state.Folder);
        writer.Int32(state.LinksOutputs ? 1 : 0);
        writer.Bytes(state.Inputs.Bytes);
        writer.Int32(state.Images.Count);
        foreach (ImageRecord image in state.Images)
        {
            WriteImage(writer, image);
        }

        writer.Int32(state.Outputs.Count);
        foreach (OutputStamp output in state.Outputs)
        {
            writer.Text(output.Name);
            writer.Int64(output.Length);
            writer.Int64(output.Ticks);
            writer.Text(output.Sha256);
            writer.Int64(output.Offset ?? -1);
        }

        StateDiagnostics.Write(writer, state.Diagnostics);
    }

    private static void WriteImage(StateWriter writer, ImageRecord image)
    {
        writer.Text(image.Name);
        writer.Text(image.Key);
        writer.Int32(image.Settings.Count);
        foreach ((string name, string value) in image.Settings)
        {
            writer.Text(name);
            writer.Text(value);
        }

        ReadOnlySpan<byte> files = image.Files.Bytes;
        writer.Int32(files.Length);
        writer.Bytes(files);
        writer.Int64(image.Size);
        writer.Text(image.Sha256);
        writer.Int32(image.Figures.FileCount);
        writer.Int64(image.Figures.Data);
        writer.Int64(image.Figures.Overhead);
        writer.Int64(image.Figures.Free);
        writer.Int32(image.Figures.FreeBlocks ?? -1);
        writer.Int64(image.Figures.BlockSize ?? -1);
        StateDiagnostics.Write(writer, image.Diagnostics);
    }
}
