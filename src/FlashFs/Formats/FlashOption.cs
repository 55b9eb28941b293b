using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using FlashFs.Files;

namespace FlashFs.Formats;

/// <summary>
/// One option of a format, declared once: MSBuild's metadata, <c>-s key=value</c>, the check of its value and its line in
/// the reference come from here.
/// </summary>
public abstract class FlashOption
{
    private protected FlashOption(string name, string unit, string range, string summary)
    {
        Name = name;
        Unit = unit;
        Range = range;
        Summary = summary;
    }

    /// <summary>The name on the command line and in manifests, camel case: <c>pageSize</c>.</summary>
    public string Name { get; }

    /// <summary>The name as MSBuild metadata, Pascal case: <c>PageSize</c>.</summary>
    public string MetadataName => char.ToUpperInvariant(Name[0]) + Name[1..];

    /// <summary>What the value counts, for instance <c>bytes</c>; empty for words and switches.</summary>
    public string Unit { get; }

    /// <summary>What values are valid, in words a message can use: <c>a power of two from 64 to 65536</c>.</summary>
    public string Range { get; }

    /// <summary>One sentence for the reference.</summary>
    public string Summary { get; }

    /// <summary>The default in its canonical text.</summary>
    public abstract string DefaultText { get; }

    /// <summary>The words that are valid, for options that are a choice; else empty.</summary>
    public virtual IReadOnlyList<string> Choices => [];

    /// <summary>An option that is a whole number.</summary>
    /// <param name="name">Camel case.</param>
    /// <param name="defaultValue">The default.</param>
    /// <param name="minimum">The smallest valid value.</param>
    /// <param name="maximum">The largest valid value.</param>
    /// <param name="unit">What it counts.</param>
    /// <param name="summary">One sentence.</param>
    /// <param name="powerOfTwo">Whether only powers of two are valid.</param>
    public static FlashOption<long> Integer(
        string name, long defaultValue, long minimum, long maximum, string unit, string summary, bool powerOfTwo = false)
    {
        string kind = powerOfTwo ? "a power of two" : "a whole number";
        return new(
            name,
            unit,
            string.Create(CultureInfo.InvariantCulture, $"{kind} from {minimum} to {maximum}"),
            summary,
            defaultValue,
            (string text, out long value) =>
                FlashNumber.TryParse(text, out value) && value >= minimum && value <= maximum
                && (!powerOfTwo || long.IsPow2(value)),
            value => value.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>An option that is on or off.</summary>
    public static FlashOption<bool> Switch(string name, bool defaultValue, string summary) => new(
        name,
        "",
        "true or false",
        summary,
        defaultValue,
        (string text, out bool value) => bool.TryParse(text, out value),
        value => value ? "true" : "false",
        ["true", "false"]);

    /// <summary>An option that is one of an enumeration's names, in any case; the canonical text is camel case.</summary>
    public static FlashOption<T> Choice<T>(string name, T defaultValue, string summary)
        where T : struct, Enum
    {
        // Generic, this would be compiled anew for each enumeration, in every build.
        string[] words = typeof(T).GetEnumNames();
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = Camel(words[i]);
        }

        return new(
            name,
            "",
            string.Join(", ", words),
            summary,
            defaultValue,
            (string text, out T value) =>
            {
                value = default;
                return Array.Exists(words, word => word.Equals(text, StringComparison.OrdinalIgnoreCase))
                    && Enum.TryParse(text, ignoreCase: true, out value);
            },
            value => Camel(value.ToString()),
            words);
    }

    /// <summary>An option that is a comma-separated list of words; order is kept, spaces and empty words are dropped.</summary>
    public static FlashOption<IReadOnlyList<string>> List(string name, string summary) => new(
        name,
        "",
        "a comma-separated list",
        summary,
        [],
        (string text, [NotNullWhen(true)] out IReadOnlyList<string>? value) =>
        {
            value = text.Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            return true;
        },
        value => string.Join(',', value));

    /// <summary>An option that is any text.</summary>
    public static FlashOption<string> Text(string name, string range, string summary) => new(
        name,
        "",
        range,
        summary,
        "",
        (string text, [NotNullWhen(true)] out string? value) =>
        {
            value = text;
            return true;
        },
        value => value);

    /// <summary>
    /// An option that names a folder, relative to the project, or on the command line to the current folder. The text stays as it
    /// was written; whoever resolves the options lists the files, because a format looks for none.
    /// </summary>
    public static FlashOption<FlashFolder> Folder(string name, string summary) => new(
        name,
        "",
        "a folder",
        summary,
        FlashFolder.None,
        (string text, [NotNullWhen(true)] out FlashFolder? value) =>
        {
            value = text.Length == 0 ? FlashFolder.None : new FlashFolder(text);
            return true;
        },
        value => value.Text);

    /// <summary>Reads a value, or says that it is not valid.</summary>
    internal abstract bool TryParseValue(string text, [NotNullWhen(true)] out object? value);

    /// <summary>The canonical text of a value that this option made.</summary>
    internal abstract string FormatValue(object value);

    /// <summary>The default as a value.</summary>
    internal abstract object DefaultValue { get; }

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
