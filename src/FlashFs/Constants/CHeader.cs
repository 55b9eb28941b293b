using System.Globalization;
using System.Text;

namespace FlashFs.Constants;

/// <summary><c>flash_constants.h</c>: what the images of a build are, as macros for C and C++.</summary>
internal static class CHeader
{
    private const int BytesInLine = 8;

    /// <summary>The name of a macro.</summary>
    public static string Macro(string image, string suffix) => $"FLASH_{ConstantName.Macro(image)}_{suffix}";

    /// <summary>The file, ASCII.</summary>
    public static byte[] ToBytes(IEnumerable<ImageConstants> images)
    {
        var text = new StringBuilder("/* Made by FlashFs.Build: what the flash images of this build are. Do not edit. */\n#ifndef FLASH_CONSTANTS_H\n#define FLASH_CONSTANTS_H\n");
        foreach (ImageConstants constants in images)
        {
            void Define(string suffix, string value) =>
                text.Append(CultureInfo.InvariantCulture, $"#define {Macro(constants.Image.Name, suffix)} {value}\n");

            text.Append('\n');
            Define("NAME", Literal(constants.Image.Name));
            Define("FORMAT", Literal(constants.Image.Format));
            Define("SHA256", Literal(constants.Image.Sha256));
            Define("SHA256_BYTES", Bytes(constants.Image.Sha256));
            Define("SIZE", Number(constants.Image.Size));
            if (constants is { Image: { Partition: { } label, Offset: { } offset }, PartitionSize: { } size })
            {
                Define("PARTITION", Literal(label));
                Define("OFFSET", Number(offset));
                Define("PARTITION_SIZE", Number(size));
            }
        }

        return Encoding.ASCII.GetBytes(text.Append("\n#endif\n").ToString());
    }

    private static string Number(long value) => string.Create(CultureInfo.InvariantCulture, $"0x{value:x}UL");

    private static string Bytes(string sha256) => "{ \\\n    " + string.Join(
        ", \\\n    ", sha256.Chunk(2 * BytesInLine).Select(line => string.Join(", ", line.Chunk(2).Select(digits => $"0x{new string(digits)}")))) + " }";

    // UTF-8, in octal where it is not plain ASCII: those escapes end after three digits. Two question marks could be a trigraph.
    private static string Literal(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (byte unit in Encoding.UTF8.GetBytes(text))
        {
            if (unit is (byte)'"' or (byte)'\\' or (byte)'?')
            {
                literal.Append('\\').Append((char)unit);
            }
            else if (unit is >= 0x20 and < 0x7f)
            {
                literal.Append((char)unit);
            }
            else
            {
                literal.Append('\\').Append(Convert.ToString(unit, 8).PadLeft(3, '0'));
            }
        }

        return literal.Append('"').ToString();
    }
}
