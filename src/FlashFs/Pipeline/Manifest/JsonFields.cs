using System.Text.Json;

namespace FlashFs.Pipeline.Manifest;

/// <summary>The members of a JSON object; members that nobody asks for are no error. Whatever is not of the shape asked for is a <see cref="JsonException"/> that says which member.</summary>
internal sealed class JsonFields
{
    private readonly JsonElement _element;
    private readonly string _place;

    private JsonFields(JsonElement element, string place)
    {
        _element = element;
        _place = place;
    }

    /// <summary>The members of an object.</summary>
    /// <param name="element">What should be an object.</param>
    /// <param name="place">What it is called where it is none.</param>
    public static JsonFields Of(JsonElement element, string place) => element.ValueKind == JsonValueKind.Object
        ? new JsonFields(element, place)
        : throw new JsonException($"{place} is no object.");

    /// <summary>A text.</summary>
    public string Text(string name) => TextOrNull(name) ?? throw Wrong(name, "a text");

    /// <summary>A text; null where there is none.</summary>
    public string? TextOrNull(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => value.GetString(),
        _ => throw Wrong(name, "a text"),
    };

    /// <summary>A whole number.</summary>
    public long Number(string name) => NumberOrNull(name) ?? throw Wrong(name, "a whole number");

    /// <summary>A whole number; null where there is none.</summary>
    public long? NumberOrNull(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt64(out long number) => number,
        _ => throw Wrong(name, "a whole number"),
    };

    /// <summary>A whole number of 32 bits.</summary>
    public int Count(string name) => CountOrNull(name) ?? throw Wrong(name, "a whole number");

    /// <summary>A whole number of 32 bits; null where there is none.</summary>
    public int? CountOrNull(string name) => NumberOrNull(name) switch
    {
        null => null,
        long number when number == (int)number => (int)number,
        _ => throw Wrong(name, "a whole number below two to the power of 31"),
    };

    /// <summary>A byte.</summary>
    public byte Byte(string name) => Number(name) is >= 0 and <= byte.MaxValue and var number ? (byte)number : throw Wrong(name, "a number from 0 to 255");

    /// <summary>Yes or no; no where it is not there.</summary>
    public bool Flag(string name) => Find(name) switch
    {
        null or { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.True } => true,
        _ => throw Wrong(name, "true or false"),
    };

    /// <summary>An object.</summary>
    public T Object<T>(string name, Func<JsonFields, T> read)
        where T : class => ObjectOrNull(name, read) ?? throw Wrong(name, "an object");

    /// <summary>An object; null where there is none.</summary>
    public T? ObjectOrNull<T>(string name, Func<JsonFields, T> read)
        where T : class => Find(name) is { } value ? read(Of(value, $"'{name}'")) : null;

    /// <summary>An array of texts.</summary>
    public IReadOnlyList<string> Texts(string name) => TextsOf(Array(name), name);

    /// <summary>An array of arrays of texts.</summary>
    public IReadOnlyList<IReadOnlyList<string>> TextLists(string name)
    {
        var lists = new List<IReadOnlyList<string>>();
        foreach (JsonElement list in Array(name).EnumerateArray())
        {
            lists.Add(list.ValueKind == JsonValueKind.Array ? TextsOf(list, name) : throw Wrong(name, "an array of arrays"));
        }

        return lists;
    }

    /// <summary>An array of objects; empty where it is not there.</summary>
    public IReadOnlyList<T> Objects<T>(string name, Func<JsonFields, T> read)
        where T : class
    {
        if (Find(name) is null)
        {
            return [];
        }

        JsonElement array = Array(name);
        var items = new List<T>(array.GetArrayLength());
        foreach (JsonElement item in array.EnumerateArray())
        {
            items.Add(read(Of(item, $"an item of '{name}'")));
        }

        return items;
    }

    /// <summary>An object whose members are all objects of one shape, by their names.</summary>
    public IReadOnlyDictionary<string, T> Map<T>(string name, Func<JsonFields, T> read)
        where T : class
    {
        if (Find(name) is not { ValueKind: JsonValueKind.Object } value)
        {
            throw Wrong(name, "an object");
        }

        var map = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (JsonProperty member in value.EnumerateObject())
        {
            map[member.Name] = read(Of(member.Value, $"'{member.Name}' of '{name}'"));
        }

        return map;
    }

    private List<string> TextsOf(JsonElement array, string name)
    {
        var texts = new List<string>(array.GetArrayLength());
        foreach (JsonElement item in array.EnumerateArray())
        {
            texts.Add(item.ValueKind == JsonValueKind.String ? item.GetString()! : throw Wrong(name, "an array of texts"));
        }

        return texts;
    }

    private JsonElement Array(string name) => Find(name) is { ValueKind: JsonValueKind.Array } array ? array : throw Wrong(name, "an array");

    private JsonElement? Find(string name) =>
        _element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private JsonException Wrong(string name, string wanted) => new($"'{name}' of {_place} should be {wanted}.");
}
