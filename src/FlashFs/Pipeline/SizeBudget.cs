using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using FlashFs.Files;

namespace FlashFs.Pipeline;

/// <summary>How full an image may become: a number of bytes, or a share of what it may take at most.</summary>
internal sealed record SizeBudget
{
    /// <summary>What a budget may look like, for messages.</summary>
    public const string Forms = "a percentage up to 100%, or a number of bytes above 0 (decimal or 0x…, with K, KB, M or MB if wanted)";

    private readonly decimal? _percent;
    private readonly long _bytes;

    private SizeBudget(string text, decimal? percent, long bytes)
    {
        Text = text;
        _percent = percent;
        _bytes = bytes;
    }

    /// <summary>The budget as it was written.</summary>
    public string Text { get; }

    /// <summary>Whether it is a share, which needs something to be a share of.</summary>
    public bool IsShare => _percent is not null;

    /// <summary>Reads a budget.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out SizeBudget? budget)
    {
        string trimmed = text.Trim();
        if (trimmed.EndsWith('%'))
        {
            bool isShare = decimal.TryParse(trimmed.AsSpan()[..^1].TrimEnd(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal percent)
                && percent is > 0 and <= 100;
            budget = isShare ? new SizeBudget(trimmed, percent, 0) : null;
        }
        else
        {
            budget = FlashNumber.TryParse(trimmed, out long bytes) && bytes > 0 ? new SizeBudget(trimmed, null, bytes) : null;
        }

        return budget is not null;
    }

    /// <summary>The budget in bytes; null for a share of nothing.</summary>
    /// <param name="limit">What the image may take at most, in bytes; null where nothing limits it.</param>
    public long? In(long? limit) => _percent is { } percent ? (long?)(limit * percent / 100) : _bytes;
}
