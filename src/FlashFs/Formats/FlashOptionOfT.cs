using System.Diagnostics.CodeAnalysis;

namespace FlashFs.Formats;

/// <summary>An option whose values have a type.</summary>
/// <typeparam name="T">The type of a value.</typeparam>
public sealed class FlashOption<T> : FlashOption
    where T : notnull
{
    private readonly TryParser _parse;
    private readonly Func<T, string> _format;

    internal FlashOption(
        string name,
        string unit,
        string range,
        string summary,
        T defaultValue,
        TryParser parse,
        Func<T, string> format,
        IReadOnlyList<string>? choices = null)
        : base(name, unit, range, summary)
    {
        Default = defaultValue;
        _parse = parse;
        _format = format;
        Choices = choices ?? [];
    }

    internal delegate bool TryParser(string text, [NotNullWhen(true)] out T? value);

    /// <summary>The default.</summary>
    public T Default { get; }

    /// <inheritdoc/>
    public override string DefaultText => _format(Default);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Choices { get; }

    internal override object DefaultValue => Default;

    internal override bool TryParseValue(string text, [NotNullWhen(true)] out object? value)
    {
        bool parsed = _parse(text, out T? typed);
        value = parsed ? typed : null;
        return parsed;
    }

    internal override string FormatValue(object value) => _format((T)value);
}
