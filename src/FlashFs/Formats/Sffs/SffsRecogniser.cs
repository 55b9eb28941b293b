using System.Text.Unicode;

namespace FlashFs.Formats.Sffs;

/// <summary>Says how much an image looks like SFFS, which has no magic: whether its pages make whole files, and nothing else is there.</summary>
internal static class SffsRecogniser
{
    // Without a magic nothing is certain; whole files under readable names are far from chance.
    private const int Most = 80;

    public static int Score(ReadOnlySpan<byte> image)
    {
        if (image.Length == 0 || image.Length % SffsLayout.PageSize != 0)
        {
            return 0;
        }

        // Spans that fit together show in sums: those of n pages in sequence add up to n(n - 1)/2.
        var files = new Dictionary<ushort, (bool First, long Pages, long SpanSum)>();
        int used = 0;
        int strange = 0;
        for (int offset = 0; offset < image.Length; offset += SffsLayout.PageSize)
        {
            ReadOnlySpan<byte> bytes = image.Slice(offset, SffsLayout.PageSize);
            SffsPage page = SffsPage.Parse(bytes, SffsLayout.MaxNameLength);
            if (page.State == SffsPageState.Bad || (page.State == SffsPageState.Used && !IsPlausible(page, bytes)))
            {
                strange++;
            }
            else if (page.State == SffsPageState.Used)
            {
                used++;
                (bool first, long pages, long sum) = files.GetValueOrDefault(page.Header.Id);
                files[page.Header.Id] = (first | (page.Header.Span == 0), pages + 1, sum + page.Header.Span);
            }
        }

        long whole = files.Values.Where(file => file.First && file.SpanSum == file.Pages * (file.Pages - 1) / 2).Sum(file => file.Pages);
        return (int)(Most * whole / Math.Max(1, used + strange));
    }

    private static bool IsPlausible(SffsPage page, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> name = bytes.Slice(SffsLayout.NameOffset, page.NameLength);
        return page.IsClosed && Utf8.IsValid(name) && !name.ContainsAnyInRange((byte)0, (byte)0x1F);
    }
}
