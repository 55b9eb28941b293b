using System.Buffers;
using FlashFs.Diagnostics;
using FlashFs.Formats;

namespace FlashFs.Pipeline;

/// <summary>The images of a project: those it gives, or one of each default format.</summary>
internal static class ProjectImages
{
    // What no host allows in a file name, so that a project builds everywhere or nowhere.
    private static readonly SearchValues<char> NotInNames = SearchValues.Create("/\\:*?\"<>|");

    /// <summary>The images; names that occur twice or cannot be file names are reported.</summary>
    public static IReadOnlyList<ProjectImage> Of(FlashProject project, DiagnosticBag diagnostics)
    {
        if (project.Images.Count == 0)
        {
            return project.Files.Count == 0 ? [] : Defaults(project, diagnostics);
        }

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (ProjectImage image in project.Images)
        {
            if (image.Name.AsSpan().IndexOfAny(NotInNames) >= 0 || image.Name is "." or "..")
            {
                diagnostics.Add(
                    DiagnosticCodes.InvalidMetadata,
                    image.Location,
                    $"FlashImage '{image.Name}' is no file name; its identity is the name of the image in the output folder, such as 'web.img'.");
            }
            else if (ReservedNames.Contains(image.Name))
            {
                diagnostics.Add(
                    DiagnosticCodes.DuplicateOutput, image.Location, $"FlashImage '{image.Name}' has the name of a file that the build makes itself; give it another.");
            }
            else if (!names.Add(image.Name))
            {
                diagnostics.Add(
                    DiagnosticCodes.DuplicateOutput, image.Location, $"Two FlashImage items are called '{image.Name}'; give each a name of its own.");
            }
        }

        return [.. project.Images.Select(image => image.Format.Length > 0 ? image : image with { Format = FormatOf(image.Name) })];
    }

    private static ProjectImage[] Defaults(FlashProject project, DiagnosticBag diagnostics) =>
    [
        .. project.Formats.Select(id => FlashFormats.Find(id, project.Location, diagnostics)).OfType<FlashFormat>()
            .Select(format => new ProjectImage(format.DefaultImageName, format.Id) { IsDefault = true, Location = project.Location }),
    ];

    // An image that has a format's default name, or its id for a name, needs no Format.
    private static string FormatOf(string name) =>
        FlashFormats.All.FirstOrDefault(format => format.DefaultImageName.Equals(name, StringComparison.OrdinalIgnoreCase)
            || format.Id.Equals(Path.GetFileNameWithoutExtension(name), StringComparison.OrdinalIgnoreCase))?.Id ?? "";
}
