using FlashFs.Files;
using FlashFs.Transforms;

namespace FlashFs.Pipeline;

/// <summary>A transform and what it works on.</summary>
/// <param name="Transform">The transform.</param>
/// <param name="Match">Patterns of paths; empty for all.</param>
/// <param name="Images">The images; null for all.</param>
/// <param name="KeepIfSmaller">Whether a result that is not smaller is dropped.</param>
/// <param name="Order">Its place; bytecode is made at <see cref="BytecodeOrder"/>.</param>
internal sealed record TransformRule(
    ContentTransform Transform, IReadOnlyList<FileGlob> Match, IReadOnlyList<string>? Images, bool KeepIfSmaller, long Order)
{
    /// <summary>Transforms below it see sources, the others what became of them.</summary>
    public const long BytecodeOrder = 100;

    /// <summary>Whether it works on a file.</summary>
    public bool Applies(FlashPath path) => Match.Count == 0 || Match.Any(glob => glob.IsMatch(path.Value));

    /// <summary>Whether it works on an image, which may be named without its extension.</summary>
    public bool AppliesTo(string image) => Images is null || Images.Any(name => ImageNames.Matches(name, image));
}
