using System.Text;

namespace FlashFs.Pipeline.Kit;

/// <summary>The list that <c>sha256sum -c</c> checks.</summary>
internal static class Checksums
{
    /// <summary>A line for each file, in their order.</summary>
    public static byte[] Of(IEnumerable<OutputContents> files)
    {
        var text = new StringBuilder();
        foreach (OutputContents file in files)
        {
            // As the tool itself does: a backslash before the line tells that there are escapes in the name.
            string name = file.Name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal);
            text.Append(name.Length == file.Name.Length ? "" : "\\").Append(file.Sha256).Append("  ").Append(name).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
