using System.Buffers;
using System.Text;

namespace FlashFs.Caching;

/// <summary>
/// An <see cref="ActionResult"/> as the message of that name of the Remote Execution API, which servers such as bazel-remote
/// check before they keep it.
/// </summary>
/// <remarks>
/// Protocol buffers, all lengths and numbers as varints: <c>output_files = 2 { path = 1; digest = 2 { hash = 1; size_bytes = 2 } }</c>.
/// <c>exit_code = 4</c> is 0 and therefore absent. Reading skips fields it does not know, as the encoding asks for.
/// Source: build/bazel/remote/execution/v2/remote_execution.proto.
/// </remarks>
internal static class ActionResultMessage
{
    /// <summary>No message of ours comes near this length, in bytes; what is longer is not one.</summary>
    public const int MaxLength = 4096;

    private const int HexLength = 64;
    private const int MaxPathLength = 1024;
    private const int OutputFilesField = 2;
    private const int PathField = 1;
    private const int DigestField = 2;
    private const int HashField = 1;
    private const int SizeField = 2;
    private const int ExitCodeField = 4;

    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdef"u8);

    /// <summary>The message.</summary>
    public static byte[] ToBytes(ActionResult result)
    {
        var digest = new ProtocolWriter();
        digest.Write(HashField, Encoding.ASCII.GetBytes(result.Sha256));
        digest.Write(SizeField, result.Length);
        var file = new ProtocolWriter();
        file.Write(PathField, Encoding.UTF8.GetBytes(result.Path));
        file.Write(DigestField, digest.ToArray());
        var message = new ProtocolWriter();
        message.Write(OutputFilesField, file.ToArray());
        return message.ToArray();
    }

    /// <summary>Reads a message that anybody may have written; null when it is none, or not of a result with one file.</summary>
    public static ActionResult? Parse(ReadOnlySpan<byte> message)
    {
        if (message.Length > MaxLength)
        {
            return null;
        }

        var reader = new ProtocolReader(message);
        ReadOnlySpan<byte> file = default;
        bool found = false;
        while (reader.TryRead(out int field, out long number, out ReadOnlySpan<byte> bytes))
        {
            if (field == ExitCodeField && number != 0)
            {
                return null; // the result of a failure
            }

            if (field == OutputFilesField)
            {
                if (found)
                {
                    return null;
                }

                found = true;
                file = bytes;
            }
        }

        return found && reader.IsWhole ? ParseFile(file) : null;
    }

    private static ActionResult? ParseFile(ReadOnlySpan<byte> message)
    {
        var reader = new ProtocolReader(message);
        string path = "";
        ReadOnlySpan<byte> digest = default;
        while (reader.TryRead(out int field, out _, out ReadOnlySpan<byte> bytes))
        {
            if (field == PathField && bytes.Length <= MaxPathLength)
            {
                path = Encoding.UTF8.GetString(bytes);
            }
            else if (field == DigestField)
            {
                digest = bytes;
            }
        }

        return reader.IsWhole && path.Length > 0 ? ParseDigest(path, digest) : null;
    }

    private static ActionResult? ParseDigest(string path, ReadOnlySpan<byte> message)
    {
        var reader = new ProtocolReader(message);
        string hash = "";
        long size = 0;
        while (reader.TryRead(out int field, out long number, out ReadOnlySpan<byte> bytes))
        {
            if (field == HashField && bytes.Length == HexLength && !bytes.ContainsAnyExcept(HexDigits))
            {
                hash = Encoding.ASCII.GetString(bytes);
            }
            else if (field == SizeField)
            {
                size = number;
            }
        }

        return reader.IsWhole && hash.Length == HexLength && size >= 0 ? new ActionResult(path, hash, size) : null;
    }
}
