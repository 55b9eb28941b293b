using System.Text;
using FlashFs.Files;

namespace FlashFs.Scripting;

/// <summary>Finds modules as <c>require</c> of ESP32-Duktape does in its ESPFS image.</summary>
/// <remarks>
/// Duktape makes an absolute id of what is asked for; <c>Duktape.modSearch</c> appends <c>.js</c> where it is not there and
/// reads the file from ESPFS, and from nowhere else. A file that is not there gives null, which Duktape takes for a module
/// without source: <c>require</c> then returns an empty object and no error.
/// Source: nkolban/duktape-esp32 at 28b4fb1, <c>filesystem/init.js</c> (modSearch), <c>main/module_dukf.c</c>
/// (js_dukf_loadFile), <c>main/dukf_utils.c</c> (dukf_loadFileFromESPFS), <c>main/duktape_task.c</c>
/// (duk_module_duktape_init); svaarala/duktape v2.7.0, <c>extras/module-duktape/duk_module_duktape.c</c>
/// (duk__resolve_module_id).
/// </remarks>
public sealed class DuktapeLoader : ModuleLoader
{
    // DUK_COMMONJS_MODULE_ID_LIMIT, with its NUL: importer, "/../" and what is asked for must fit before dots are worked off.
    private const int IdLimit = 256;

    private const string Extension = ".js";

    internal DuktapeLoader()
    {
    }

    /// <inheritdoc/>
    public override string Target => "esp32-duktape";

    /// <inheritdoc/>
    public override bool NeedsSource => true;

    /// <inheritdoc/>
    public override string Id => "Duktape";

    /// <inheritdoc/>
    public override string Description => "ESP32-Duktape: require with a leading . counts from the importer, anything else from the root; .js is appended.";

    /// <summary>Only <c>require</c>: Duktape has no import.</summary>
    public override bool Follows(ModuleReferenceKind kind) => kind == ModuleReferenceKind.Require;

    /// <inheritdoc/>
    public override ModuleResolution Resolve(ModuleReferenceKind kind, string specifier, FlashPath importer, ModuleFiles files)
    {
        string input = specifier.StartsWith('.') ? $"{IdOf(importer)}/../{specifier}" : specifier;
        if (Encoding.UTF8.GetByteCount(input) >= IdLimit)
        {
            return ModuleResolution.Missing(specifier, $"importer and id together have more than the {IdLimit - 1} bytes that Duktape takes");
        }

        if (Normalise(input, out string? problem) is not { } id)
        {
            return ModuleResolution.Missing(specifier, problem!);
        }

        return FirstOf(id, files, id.EndsWith(Extension, StringComparison.Ordinal) ? id : id + Extension);
    }

    /// <summary>The absolute id that Duktape makes of a path, or null and why it throws.</summary>
    private static string? Normalise(string input, out string? problem)
    {
        // A C string: what follows a NUL is not seen.
        int end = input.IndexOf('\0', StringComparison.Ordinal);
        string[] terms = (end < 0 ? input : input[..end]).Split('/');
        var id = new List<string>(terms.Length);
        for (int i = 0; i < terms.Length; i++)
        {
            string term = terms[i];
            bool last = i == terms.Length - 1;
            if (term.Length == 0 && i > 0 && !last)
            {
                // Slashes after the first are eaten.
                continue;
            }

            problem = WhyNot(term, last, id.Count);
            if (problem is not null)
            {
                return null;
            }

            if (term == "..")
            {
                id.RemoveAt(id.Count - 1);
            }
            else if (term != ".")
            {
                id.Add(term);
            }
        }

        problem = null;
        return string.Join('/', id);
    }

    private static string? WhyNot(string term, bool last, int depth) => term switch
    {
        "" => last ? "Duktape takes no id that is empty or ends with /" : "Duktape takes no id that begins with /",
        "." or ".." when last => "Duktape takes no id that ends with . or ..",
        ".." when depth == 0 => "it leads above the root of the image",
        "." or ".." => null,
        _ when term.StartsWith('.') => $"Duktape takes no id with a part that begins with a dot, as '{term}' does",
        _ => null,
    };

    // A module is mostly known by its name without the extension; that also is the id that leaves most room.
    private static string IdOf(FlashPath importer) =>
        importer.Value.EndsWith(Extension, StringComparison.Ordinal) ? importer.Value[..^Extension.Length] : importer.Value;
}
