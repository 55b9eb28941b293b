using System.Text.Json;
using FlashFs.Files;
using FlashFs.Scripting;

namespace FlashFs.Tool.Json;

/// <summary>The result of <c>flashfs modules --json</c>.</summary>
internal static class ModulesJson
{
    /// <summary>The shape; the number rises when a reader of the old one could be misled.</summary>
    public const string Schema = "flashfs-modules/1";

    public static void Write(Utf8JsonWriter json, string folder, ModuleGraph graph)
    {
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteString("folder", folder);
        json.WriteString("loader", graph.Loader.Id);
        json.WriteNumber("reachedSize", graph.ReachedLength);
        json.WriteNumber("unreachedSize", graph.UnreachedLength);
        json.WriteStartArray("modules");
        foreach (Module module in graph.Modules)
        {
            WriteModule(json, module);
        }

        json.WriteEndArray();
        json.WriteStartArray("unreached");
        foreach (FlashFile file in graph.Unreached)
        {
            json.WriteStartObject();
            WriteFile(json, file);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("cycles");
        foreach (ModuleCycle cycle in graph.Cycles)
        {
            json.WriteStartArray();
            foreach (FlashPath path in cycle.Paths)
            {
                json.WriteStringValue(path.Value);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteStartArray("externals");
        foreach (ExternalModule external in graph.Externals)
        {
            json.WriteStartObject();
            json.WriteString("name", external.Name);
            json.WriteNumber("references", external.References);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteModule(Utf8JsonWriter json, Module module)
    {
        json.WriteStartObject();
        WriteFile(json, module.File);
        json.WriteNumber("depth", module.Depth);
        json.WriteBoolean("entry", module.IsEntry);
        json.WriteBoolean("kept", module.IsKept);
        json.WriteStartArray("references");
        foreach (ModuleLink link in module.Links)
        {
            json.WriteStartObject();
            json.WriteString("kind", NameOf(link.Reference.Kind));
            json.WriteString("specifier", link.Reference.Specifier);
            json.WriteNumber("line", link.Reference.Line);
            json.WriteNumber("column", link.Reference.Column);
            json.WriteString("result", NameOf(link.Resolution.Kind));
            json.WriteString("target", TargetOf(link.Resolution));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteFile(Utf8JsonWriter json, FlashFile file)
    {
        json.WriteString("path", file.Path.Value);
        json.WriteNumber("size", file.Contents.Length);
    }

    private static string? TargetOf(ModuleResolution resolution) => resolution.Kind switch
    {
        ModuleResolutionKind.File => resolution.Path?.Value,
        ModuleResolutionKind.External => resolution.Name,
        _ => null,
    };

    private static string NameOf(ModuleReferenceKind kind) => kind switch
    {
        ModuleReferenceKind.Import => "import",
        ModuleReferenceKind.ExportFrom => "export",
        ModuleReferenceKind.DynamicImport => "dynamicImport",
        _ => "require",
    };

    private static string NameOf(ModuleResolutionKind kind) => kind switch
    {
        ModuleResolutionKind.File => "file",
        ModuleResolutionKind.External => "external",
        ModuleResolutionKind.Missing => "missing",
        ModuleResolutionKind.Unknown => "unknown",
        _ => "notFollowed",
    };
}
