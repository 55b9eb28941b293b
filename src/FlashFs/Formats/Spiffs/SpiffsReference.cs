namespace FlashFs.Formats.Spiffs;

/// <summary>Where a data page was found.</summary>
/// <param name="Page">The page; -1 when it was not found at all.</param>
/// <param name="IndexPage">The index page that should refer to it.</param>
/// <param name="Problem">What is wrong with the reference; a page may have been found all the same.</param>
/// <param name="Referred">The page that the index page refers to; -1 where there is no index page.</param>
internal readonly record struct SpiffsReference(int Page, int IndexPage, SpiffsReferenceProblem Problem, int Referred);
