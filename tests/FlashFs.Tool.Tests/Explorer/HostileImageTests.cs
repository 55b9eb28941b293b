using System.Net;
using System.Text.Json;
using FlashFs.Tool.Explorer;
using FlashFs.Tool.Reading;

namespace FlashFs.Tool.Tests.Explorer;

/// <summary>Whatever is in an image, the explorer answers; an answer of its own server's, without a word, is a bug.</summary>
[TestClass]
public sealed class HostileImageTests
{
    private const int Rounds = 25;

    [TestMethod]
    [DataRow("images/espfs-heatshrink-l5.img")]
    [DataRow("images/espfs-gzip-web.img")]
    [DataRow("images/spiffs-aged.img")]
    [DataRow("images/spiffs-idf-default.img")]
    public async Task DamagedImagesAreAnswered(string vector)
    {
        using var folder = new ToolFolder();
        byte[] original = Vectors.Bytes(vector);
        await using ExplorerHost host = await ExplorerHost.StartAsync(folder.With("a.img", original), "a.img");
        Formats.FlashFormat format = host.Server.Shelf.Images[0].Volume.Format;
        var random = new Random(1);
        for (int round = 0; round < Rounds; round++)
        {
            byte[] bytes = [.. original];
            for (int i = random.Next(1, 20); i > 0; i--)
            {
                bytes[random.Next(random.Next(2) == 0 ? Math.Min(bytes.Length, 600) : bytes.Length)] = (byte)(random.Next(3) switch { 0 => 0, 1 => 0xFF, _ => random.Next(256) });
            }

            host.Server.Shelf.Replace([OpenedImage.Guessed("a.img", bytes, format)]);
            await AskAllAsync(host, $"round {round}");
        }
    }

    private static async Task AskAllAsync(ExplorerHost host, string round)
    {
        foreach (string list in (string[])["files", "extents", "damage", "search?text=a"])
        {
            await host.JsonAsync($"api/{host.Key}/{list}");
        }

        ServedImage image = host.Server.Shelf.Images[0];
        foreach (Formats.VolumeEntry entry in image.Volume.Entries.Take(20))
        {
            foreach (string what in (string[])["content", "download", "download/{0}?stored", "picture"])
            {
                string path = what.Contains('{', StringComparison.Ordinal) ? what.Replace("{0}", $"{entry.Index}", StringComparison.Ordinal) : $"{what}/{entry.Index}";
                using HttpResponseMessage response = await host.GetAsync($"api/{host.Key}/{path}");
                string text = await response.Content.ReadAsStringAsync();
                Assert.IsTrue(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotFound or HttpStatusCode.UnprocessableEntity, $"{round}: {path} of {entry.Name} is {response.StatusCode}");
                if (response.StatusCode == HttpStatusCode.UnprocessableEntity)
                {
                    using JsonDocument problem = JsonDocument.Parse(text);
                    StringAssert.StartsWith(problem.RootElement.GetProperty("code").GetString(), "FLASHFS5");
                }
            }

            if (entry.Path is { } known)
            {
                string path = string.Join('/', known.Value.Split('/').Select(Uri.EscapeDataString));
                string answer = await host.RawAsync($"GET /{path} HTTP/1.1\r\nHost: {host.PreviewHost}\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n");
                Assert.IsTrue(
                    answer.StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal) || answer.StartsWith("HTTP/1.1 404 ", StringComparison.Ordinal) || answer.StartsWith("HTTP/1.1 400 ", StringComparison.Ordinal) || answer.Contains("\r\n\r\nFLASHFS5", StringComparison.Ordinal),
                    $"{round}: {known} is {answer[..Math.Min(answer.Length, 300)]}");
            }
        }
    }
}
