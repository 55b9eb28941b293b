using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Formats;

/// <summary>Values for all options of one format, each with where it came from. Immutable.</summary>
public sealed class OptionValues
{
    private readonly Dictionary<FlashOption, (object Value, string Origin)> _values;

    private OptionValues(string formatId, IReadOnlyList<FlashOption> options, Dictionary<FlashOption, (object Value, string Origin)> values)
    {
        FormatId = formatId;
        Options = options;
        _values = values;
    }

    /// <summary>The format they are for.</summary>
    public string FormatId { get; }

    /// <summary>The options, in the order of their declaration.</summary>
    public IReadOnlyList<FlashOption> Options { get; }

    /// <summary>Every option with its value in canonical text and its origin, in the order of declaration.</summary>
    public IEnumerable<OptionValue> Texts =>
        Options.Select(option => new OptionValue(option, option.FormatValue(_values[option].Value), _values[option].Origin));

    /// <summary>The value of an option.</summary>
    /// <exception cref="KeyNotFoundException">The option is not one of this format.</exception>
    public T Get<T>(FlashOption<T> option)
        where T : notnull => (T)_values[option].Value;

    /// <summary>Where the value of an option came from; <c>default</c> where nothing set it.</summary>
    public string OriginOf(FlashOption option) => _values[option].Origin;

    /// <summary>The same values with one replaced.</summary>
    public OptionValues With<T>(FlashOption<T> option, T value, string origin = "code")
        where T : notnull =>
        new(FormatId, Options, new Dictionary<FlashOption, (object Value, string Origin)>(_values) { [option] = (value, origin) });

    /// <summary>The defaults of a format.</summary>
    public static OptionValues Defaults(FlashFormat format) => Resolve(format, [], new DiagnosticBag());

    /// <summary>Resolves the options of a format: the first layer that names an option decides it.</summary>
    /// <param name="format">The format.</param>
    /// <param name="layers">The layers, strongest first.</param>
    /// <param name="diagnostics">Takes FLASHFS1011 for each name that is no option, and FLASHFS1012 for each value that is not valid.</param>
    public static OptionValues Resolve(FlashFormat format, IEnumerable<OptionLayer> layers, DiagnosticBag diagnostics)
    {
        var values = new Dictionary<FlashOption, (object Value, string Origin)>();
        foreach (OptionLayer layer in layers)
        {
            foreach ((string name, string text) in layer.Values)
            {
                FlashOption? option = format.FindOption(name);
                OptionSource source = layer.SourceOf(name);
                if (option is null)
                {
                    diagnostics.Add(
                        DiagnosticCodes.UnknownOption,
                        source.Location,
                        $"'{name}' is no option of {format.DisplayName}{NearestName.Hint(name, format.Options.Select(known => known.Name).Concat(layer.OtherNames))}");
                }
                else if (!option.TryParseValue(text.Trim(), out object? value))
                {
                    diagnostics.Add(
                        DiagnosticCodes.InvalidOptionValue,
                        source.Location,
                        $"'{text}' is no value for {format.DisplayName}'s {option.Name}: it takes {option.Range}{(option.Unit.Length > 0 ? $" ({option.Unit})" : "")}{Hint(option, text)}");
                }
                else
                {
                    values.TryAdd(option, (value, source.Origin));
                }
            }
        }

        foreach (FlashOption option in format.Options)
        {
            values.TryAdd(option, (option.DefaultValue, "default"));
        }

        return new OptionValues(format.Id, format.Options, values);
    }

    private static string Hint(FlashOption option, string text) =>
        NearestName.Find(text, option.Choices) is { } near ? $"; did you mean '{near}'?" : ".";
}
