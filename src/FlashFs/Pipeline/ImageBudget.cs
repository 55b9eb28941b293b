using FlashFs.Diagnostics;

namespace FlashFs.Pipeline;

/// <summary>One of the two budgets of an image, with where the project says it.</summary>
/// <param name="Budget">The budget.</param>
/// <param name="Name">What to change: a property, or metadata of the image.</param>
/// <param name="IsOwn">Whether the image says it itself; what a property says is meant for all images, and for some it means nothing.</param>
internal sealed record ImageBudget(SizeBudget Budget, string Name, bool IsOwn)
{
    /// <summary>Reads the budgets of all images; null for none. What is none is reported, once for all images that it is meant for.</summary>
    public static IReadOnlyDictionary<string, ImageBudgets> OfAll(
        FlashProject project, IEnumerable<ProjectImage> images, DiagnosticBag diagnostics)
    {
        ImageBudget? warn = Read(project.WarnAt, "FlashWarnAt", false, "FlashWarnAt is", project.Location, diagnostics);
        ImageBudget? error = Read(project.ErrorAt, "FlashErrorAt", false, "FlashErrorAt is", project.Location, diagnostics);
        var budgets = new Dictionary<string, ImageBudgets>(StringComparer.OrdinalIgnoreCase);
        foreach (ProjectImage image in images)
        {
            budgets.TryAdd(image.Name, new ImageBudgets(
                Read(image.WarnAt, "WarnAt", true, $"{image.Name} has WarnAt", image.Location, diagnostics) ?? warn,
                Read(image.ErrorAt, "ErrorAt", true, $"{image.Name} has ErrorAt", image.Location, diagnostics) ?? error));
        }

        return budgets;
    }

    private static ImageBudget? Read(string? text, string name, bool isOwn, string what, DiagnosticLocation? location, DiagnosticBag diagnostics)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (SizeBudget.TryParse(text, out SizeBudget? budget))
        {
            return new ImageBudget(budget, name, isOwn);
        }

        diagnostics.Add(DiagnosticCodes.InvalidNumber, location, $"{what} '{text}'; it takes {SizeBudget.Forms}.");
        return null;
    }
}
