using System.Diagnostics;
using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Formats.Espfs;

namespace FlashFs.Browser.Tests.Explorer;

/// <summary><c>flashfs serve</c> as a process, on an image in a folder of its own.</summary>
internal sealed class RunningExplorer : IAsyncDisposable
{
    private readonly string _folder;
    private readonly Process _process;

    private RunningExplorer(string folder, Process process, string address)
    {
        _folder = folder;
        _process = process;
        Address = address;
    }

    public string Address { get; }

    public string Image => Path.Combine(_folder, "espfs.img");

    public static async Task<RunningExplorer> StartAsync(byte[] image, params string[] options)
    {
        string folder = Directory.CreateTempSubdirectory("flashfs-explorer-").FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, "espfs.img"), image);
        Process process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "FlashFs.Tool.dll"), "serve", "espfs.img", .. options])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        string said = "";
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            said += line;
            if (line.StartsWith("http://", StringComparison.Ordinal))
            {
                return new RunningExplorer(folder, process, line);
            }
        }

        throw new InvalidOperationException($"flashfs serve ended: {said}{await process.StandardError.ReadToEndAsync()}");
    }

    /// <summary>Files as an ESPFS image whose pages, styles, scripts and drawings are gzip members.</summary>
    public static byte[] Pack(IEnumerable<FlashFile> files)
    {
        var diagnostics = new DiagnosticBag();
        OptionValues options = new EspfsOptions { Compression = EspfsCompression.Heatshrink, GzipExtensions = ["html", "css", "js", "svg"] }.ToValues();
        ImagePlan? plan = EspfsFormat.Instance.Plan(FlashFileSet.Sorted(files, diagnostics), options, null, diagnostics);
        diagnostics.ThrowIfErrors();
        return plan!.ToArray();
    }

    public static byte[] Pack(params (string Path, string Contents)[] files) => Pack(files.Select(file =>
        new FlashFile(FlashPath.Parse(file.Path), FlashContents.FromMemory(System.Text.Encoding.UTF8.GetBytes(file.Contents)))));

    /// <summary>The files of the sample Esp32Duktape.</summary>
    public static byte[] Sample()
    {
        string root = Repository.PathOf("samples", "Esp32Duktape", "flash");
        return Pack(Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(path => new FlashFile(FlashPath.FromRelative(Path.GetRelativePath(root, path)), FlashContents.FromFile(path))));
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
