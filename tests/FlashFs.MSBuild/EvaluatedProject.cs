namespace FlashFs.MSBuild;

/// <summary>A project's properties and items, evaluated, or as targets left them.</summary>
public sealed class EvaluatedProject
{
    private readonly Func<string, string> _property;
    private readonly Func<string, IReadOnlyList<EvaluatedItem>> _items;

    internal EvaluatedProject(Func<string, string> property, Func<string, IReadOnlyList<EvaluatedItem>> items)
    {
        _property = property;
        _items = items;
    }

    /// <summary>A property; empty where it is not set.</summary>
    public string this[string property] => _property(property);

    /// <summary>The items of a type, in order.</summary>
    public IReadOnlyList<EvaluatedItem> Items(string type) => _items(type);

    /// <summary>What the items of a type are called, in ordinal order.</summary>
    public string[] Names(string type) => [.. Items(type).Select(item => item.Include).Order(StringComparer.Ordinal)];
}
