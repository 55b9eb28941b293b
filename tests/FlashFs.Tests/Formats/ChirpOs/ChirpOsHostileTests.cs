using System.Text;
using FlashFs.Formats;
using FlashFs.Formats.ChirpOs;

namespace FlashFs.Tests.Formats.ChirpOs;

/// <summary>Images made to cost time, memory or stack.</summary>
[TestClass]
public sealed class ChirpOsHostileTests
{
    [TestMethod]
    public void DirectoriesInEachOtherTakeNoStack()
    {
        const int Deep = ChirpOsLayout.MaximumDepth - 1;
        byte[] image = Encoding.UTF8.GetBytes($"{string.Concat(Enumerable.Repeat("{\"a\":", Deep))}{{\"f\":{{\"/data\":\"x\"}}}}{new string('}', Deep)}");
        FlashVolume? volume = null;
        int height = 0;
        var thread = new Thread(
            () =>
            {
                var opened = ChirpOsVolume.Open(image, new ChirpOsOptions(), ReadMode.Strict);
                volume = opened;
                height = ChirpBaseDirectory.HeightOf(opened.Mount().Root);
            },
            128 * 1024);
        thread.Start();
        thread.Join();
        Assert.IsNotNull(volume);
        Assert.AreEqual(Deep + 1, height);
        Assert.HasCount(1, volume.Entries);
        Assert.AreEqual("x", Encoding.UTF8.GetString(volume.ReadAll(volume.Entries[0])));
    }
}
