namespace FlashFs.Tool.Completion;

/// <summary>A script that makes a shell ask the tool how to complete a word.</summary>
/// <param name="Shell">The shell.</param>
/// <param name="FileName">The script in this assembly.</param>
internal sealed record CompletionScript(string Shell, string FileName)
{
    /// <summary>All, in the order of the help.</summary>
    public static IReadOnlyList<CompletionScript> All { get; } =
    [
        new("bash", "flashfs.bash"), new("zsh", "flashfs.zsh"), new("pwsh", "flashfs.ps1"),
    ];

    /// <summary>The script.</summary>
    public string Read()
    {
        using Stream stream = typeof(CompletionScript).Assembly.GetManifestResourceStream($"completion/{FileName}")
            ?? throw new InvalidOperationException($"{FileName} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
