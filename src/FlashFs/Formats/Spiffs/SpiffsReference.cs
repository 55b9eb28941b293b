using FlashFs.Diagnostics;

namespace FlashFs.Formats.Spiffs;

/// <summary>Where a data page was found.</summary>
/// <param name="Page">The page; -1 when it was not found at all.</param>
/// <param name="IndexPage">The index page that should refer to it.</param>
/// <param name="Problem">What is wrong with the reference; a page may have been found all the same.</param>
/// <param name="Referred">The page that the index page refers to; -1 where there is no index page.</param>
internal readonly record struct SpiffsReference(int Page, int IndexPage, SpiffsReferenceProblem Problem, int Referred)
{
    /// <summary>What to say when the page cannot be read, or not where the index page says.</summary>
    /// <param name="scan">The pages of the image.</param>
    /// <param name="name">The name of the file.</param>
    /// <param name="spanIndex">The span index of the page.</param>
    public VolumeDamage ToDamage(SpiffsScan scan, string name, int spanIndex) => new(
        DiagnosticCodes.BrokenChain,
        SpiffsLayout.DisplayName,
        IndexPage < 0 ? -1 : (long)IndexPage * scan.Geometry.PageSize,
        $"a reference to data page {spanIndex}",
        Describe(scan),
        name);

    private string Describe(SpiffsScan scan) => Problem switch
    {
        SpiffsReferenceProblem.IndexPageMissing => "no index page that could hold it",
        SpiffsReferenceProblem.NoReference => "none",
        SpiffsReferenceProblem.NoObjectPage => $"one to page {Referred}, which is {(Referred < scan.PageCount ? "part of a lookup table" : $"beyond the {scan.PageCount} pages")}",
        SpiffsReferenceProblem.OtherPage => $"one to page {Referred}, which is not that page of the file",
        SpiffsReferenceProblem.DeletedOrUnfinished => $"one to page {Referred}, which is deleted or was never completed",
        SpiffsReferenceProblem.NotInLookup => $"one to page {Referred}, which the lookup table calls free or deleted",
        _ => "a good one",
    };
}
