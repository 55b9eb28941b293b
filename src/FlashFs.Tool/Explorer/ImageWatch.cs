using FlashFs.Diagnostics;
using FlashFs.Tool.Reading;

namespace FlashFs.Tool.Explorer;

/// <summary>
/// Reads images again when their files change. It looks at lengths and times instead of asking the system for events:
/// that also works on network drives and in containers, and a file that is replaced by another is still the same path.
/// </summary>
internal sealed class ImageWatch(ShelfReader reader, ImageShelf shelf, ChangeFeed changes, TimeSpan interval, Action<Diagnostic> report)
{
    private bool _hasFailed;

    /// <summary>Watches until it is cancelled.</summary>
    /// <param name="seen">What there was when the images were read.</param>
    /// <param name="stop">Ends it.</param>
    public async Task RunAsync(IReadOnlyList<FileStamp> seen, CancellationToken stop)
    {
        IReadOnlyList<FileStamp> read = seen;
        IReadOnlyList<FileStamp> before = seen;
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(interval, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            IReadOnlyList<FileStamp> now = reader.Look();

            // Something is still being written as long as two looks differ.
            if (now.SequenceEqual(before) && !now.SequenceEqual(read) && !stop.IsCancellationRequested)
            {
                read = now;
                ReadAgain();
            }

            before = now;
        }
    }

    private void ReadAgain()
    {
        var diagnostics = new DiagnosticBag();
        IReadOnlyList<OpenedImage> images = [];
        try
        {
            images = reader.Read(diagnostics);
        }
        catch (FlashFsException e)
        {
            diagnostics.AddRange(e.Diagnostics);
        }

        if (diagnostics.FirstOrDefault(item => item.Severity == DiagnosticSeverity.Error) is { } error)
        {
            Diagnostic problem = DiagnosticCodes.ImageNotReadAgain.At(
                error.Location, $"{error.Message} ({error.Code}) What was read before is still shown; it is read again at the next change.");
            report(problem);
            _hasFailed = true;
            changes.Failed($"{problem.Code}: {problem.Message}");
            return;
        }

        // After a failure also where nothing is new, as in a folder that was cleaned and built again: the pages still say that it failed.
        bool isNew = shelf.Replace(images);
        if (isNew || _hasFailed)
        {
            _hasFailed = false;
            changes.Changed();
        }
    }
}
