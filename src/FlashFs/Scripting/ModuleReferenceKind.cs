namespace FlashFs.Scripting;

/// <summary>How a script asks for a module.</summary>
public enum ModuleReferenceKind
{
    /// <summary><c>import … from "x"</c> or <c>import "x"</c>, also of a phase: <c>import defer * as n from "x"</c>.</summary>
    Import,

    /// <summary><c>export … from "x"</c>.</summary>
    ExportFrom,

    /// <summary><c>import("x")</c>, also of a phase: <c>import.source("x")</c>.</summary>
    DynamicImport,

    /// <summary><c>require("x")</c>.</summary>
    Require,
}
