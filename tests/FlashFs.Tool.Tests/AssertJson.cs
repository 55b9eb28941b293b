using System.Text.Json;

namespace FlashFs.Tool.Tests;

/// <summary>Checks results that programs read.</summary>
internal static class AssertJson
{
    /// <summary>The object has these properties, in this order, and no others.</summary>
    public static void HasShape(JsonElement json, string properties) =>
        Assert.AreEqual(properties, string.Join(' ', json.EnumerateObject().Select(property => property.Name)));
}
