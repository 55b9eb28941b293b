using System.CommandLine;

namespace FlashFs.Tool.Options;

/// <summary>The option that asks for a result that programs read.</summary>
internal static class JsonOption
{
    /// <summary>Makes it for a verb.</summary>
    /// <param name="schema">The shape of the verb's result.</param>
    public static Option<bool> For(string schema) => new("--json") { Description = $"As JSON, schema {schema}." };
}
