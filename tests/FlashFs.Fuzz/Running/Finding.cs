using System.Globalization;
using FlashFs.Fuzz.Targets;

namespace FlashFs.Fuzz.Running;

/// <summary>An image that a reader failed on.</summary>
/// <param name="Target">The reader.</param>
/// <param name="Seed">The image's seed.</param>
/// <param name="What">What it did.</param>
/// <param name="Image">The image; empty where it could not be had.</param>
internal sealed record Finding(FuzzTarget Target, ulong Seed, string What, byte[] Image)
{
    /// <summary>The command that makes the same image again and reads it.</summary>
    public string Command => string.Create(
        CultureInfo.InvariantCulture, $"dotnet run -c Release --project tests/FlashFs.Fuzz -- --format {Target.Id} --seed {Seed} --count 1");

    /// <summary>Writes the image to a folder.</summary>
    /// <returns>Its path.</returns>
    public string Save(string folder)
    {
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Target.Id}-{Seed}.img"));
        File.WriteAllBytes(path, Image);
        return path;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Target.Id}, seed {Seed}, {Image.Length} bytes: {What}{Environment.NewLine}again with: {Command}");
}
