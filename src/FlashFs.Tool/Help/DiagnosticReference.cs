namespace FlashFs.Tool.Help;

/// <summary>The page docs/diagnostics.md, which is inside the tool: a heading and a paragraph for every code.</summary>
internal static class DiagnosticReference
{
    private const string Resource = "diagnostics.md";

    /// <summary>The paragraphs of a code with their heading, or null when there is no such code.</summary>
    /// <param name="code">The code, in capitals.</param>
    public static string? Find(string code)
    {
        using Stream stream = typeof(DiagnosticReference).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is not embedded.");
        using var reader = new StreamReader(stream);
        List<string>? lines = null;
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
            {
                if (lines is not null)
                {
                    break;
                }

                string heading = line.TrimStart('#', ' ');
                lines = heading.StartsWith($"{code}:", StringComparison.Ordinal) ? [heading] : null;
            }
            else
            {
                lines?.Add(line);
            }
        }

        return lines is null ? null : string.Join(Environment.NewLine, lines).Trim();
    }
}
