using System.Text;
using FlashFs.Diagnostics;

namespace FlashFs.Pipeline;

/// <summary>The Markdown file of a CI run, which steps and projects that build at once append to.</summary>
internal static class SummaryFile
{
    // A turn takes a fraction of a millisecond; a hundred projects that end in the same moment are through long before.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Appends a text in one piece, when no other build writes.</summary>
    /// <returns>FLASHFS9010 when it cannot be written, which is no reason to fail a build; else null.</returns>
    public static Diagnostic? Append(string path, string text, DiagnosticLocation? location, CancellationToken cancellation)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        for (TimeSpan waited = TimeSpan.Zero; ; waited += Pause)
        {
            try
            {
                // Alone: where an append begins, this runtime finds out once, when it opens the file.
                using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.None);
                file.Write(bytes);
                return null;
            }
            catch (IOException) when (File.Exists(path) && waited < Patience)
            {
                cancellation.WaitHandle.WaitOne(Pause);
                cancellation.ThrowIfCancellationRequested();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return DiagnosticCodes.SummaryNotWritable.At(
                    location,
                    $"The report could not be appended to '{path}': {e.Message} Everything else is made; correct FlashSummaryFile, or set it to none.");
            }
        }
    }
}
