namespace FlashFs.Benchmarks;

/// <summary>The images that are measured: each format few, many and as many as it holds.</summary>
public static class ImageCases
{
    private const long Flash = 16 << 20;

    /// <summary>All of them.</summary>
    public static IEnumerable<ImageCase> All =>
    [
        new("espfs", 10, 100_000),
        new("espfs", 1_000, 4_100),
        new("espfs", 20_000, 2_000),
        new("espfs", 1_000, 4_100, Option: "compression=heatshrink"),
        new("spiffs", 10, 400_000, Flash),
        new("spiffs", 1_000, 4_100, Flash),
        new("spiffs", 20_000, 251, Flash),
        new("appfs", 1, 9_400_000, Flash),
        new("appfs", 50, 150_000, Flash),
        new("appfs", 250, 40_000, Flash),
        new("simplefs", 10, 400_000),
        new("simplefs", 1_000, 4_100),
        new("simplefs", 20_000, 2_000),
        new("sffs", 10, 400_000, Flash),
        new("sffs", 1_000, 4_100, Flash),
        new("sffs", 4_000, 2_000, Flash),
        new("chirpos", 10, 20_000),
        new("chirpos", 1_000, 400),
    ];
}
