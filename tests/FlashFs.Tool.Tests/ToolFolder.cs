using FlashFs.Tool.Output;

namespace FlashFs.Tool.Tests;

/// <summary>A folder of its own for a test, and runs of the tool in it. Removed with everything in it.</summary>
internal sealed class ToolFolder : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("flashfs-tool-").FullName;

    /// <summary>The folder, rooted.</summary>
    public string Root => _root;

    /// <summary>A file in it, rooted.</summary>
    public string this[string relative] => Path.Combine(_root, relative.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>Runs the tool with standard streams that are files.</summary>
    public ToolRun Run(params string[] arguments) => Run(arguments, input: "");

    /// <summary>Runs the tool.</summary>
    public ToolRun Run(string[] arguments, string input = "", bool terminal = false, bool colour = true, TimeSpan? patience = null)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var reader = new StringReader(input);
        int status = FlashFsApp.Run(arguments, new ToolSession
        {
            Out = output,
            Error = error,
            In = reader,
            Folder = _root,
            OutIsTerminal = terminal,
            ErrorIsTerminal = terminal,
            UseColour = colour,
            Patience = patience ?? TimeSpan.FromHours(1), // what a slow machine takes is no matter of these tests
            Stop = new CancellationToken(canceled: true), // what serves ends as soon as it has begun
        });
        return new ToolRun(status, output.ToString(), error.ToString());
    }

    /// <summary>Writes a file, with the folders it needs.</summary>
    public ToolFolder With(string relative, ReadOnlySpan<byte> bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[relative])!);
        File.WriteAllBytes(this[relative], bytes);
        return this;
    }

    /// <summary>Writes a text file, with the folders it needs.</summary>
    public ToolFolder With(string relative, string text) => With(relative, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Copies one of the reference files.</summary>
    public ToolFolder WithVector(string relative, string vector) => With(relative, Vectors.Bytes(vector));

    /// <summary>Writes a table with a partition 'storage' that is as large as the reference images of SPIFFS.</summary>
    public ToolFolder WithTable(string relative) =>
        With(relative, System.Text.Encoding.UTF8.GetString(Vectors.Bytes("partitions/single.csv")).Replace("0x80000", "0x30000", StringComparison.Ordinal));

    /// <summary>Copies the tree that the reference images were made of.</summary>
    public ToolFolder WithInputs(string relative)
    {
        string inputs = Vectors.PathOf("inputs");
        foreach (string file in Directory.EnumerateFiles(inputs, "*", SearchOption.AllDirectories))
        {
            With(Path.Combine(relative, Path.GetRelativePath(inputs, file)), File.ReadAllBytes(file));
        }

        return this;
    }

    /// <summary>Every file below a folder, relative to it, in ordinal order.</summary>
    public string[] Files(string relative) => Directory.Exists(this[relative])
        ? [.. Directory.EnumerateFiles(this[relative], "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(this[relative], file).Replace('\\', '/')).Order(StringComparer.Ordinal)]
        : [];

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
