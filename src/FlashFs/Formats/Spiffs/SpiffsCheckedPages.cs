namespace FlashFs.Formats.Spiffs;

/// <summary>What came of looking for all data pages of a file.</summary>
internal struct SpiffsCheckedPages
{
    /// <summary>How many are not where the tables say.</summary>
    public int Problems { get; set; }

    /// <summary>The span index of the first of them.</summary>
    public int FirstProblem { get; set; }

    /// <summary>How many were found, there or elsewhere.</summary>
    public int Readable { get; set; }

    /// <summary>How many were found before the first that was not.</summary>
    public int Leading { get; set; }

    /// <summary>Whether the last one was found.</summary>
    public bool LastReadable { get; set; }

    /// <summary>Counts problems with pages from a span index on.</summary>
    public void AddProblems(int spanIndex, int count)
    {
        FirstProblem = Problems == 0 ? spanIndex : FirstProblem;
        Problems += count;
    }

    /// <summary>Counts a page that was found.</summary>
    public void AddReadable(int spanIndex, int dataPages)
    {
        Readable++;
        Leading += Leading == spanIndex ? 1 : 0;
        LastReadable |= spanIndex == dataPages - 1;
    }
}
