namespace FlashFs.Build.Tests;

/// <summary>An image that a build makes for the first time and alone is read together in its place; beside another one it is not.</summary>
[TestClass]
public sealed class FirstImageTests
{
    [TestMethod]
    [DataRow("true")]
    [DataRow("false")]
    public void AnImageIsTheSameAloneAndBesideAnother(string verify)
    {
        using TaskProject project = new TaskProject()
            .Write("flash/long.bin", Random(1, 300_000)) // longer than what is kept of a file beside others
            .Write("flash/empty.bin", [])
            .Write("flash/index.js", "// 🚀");
        for (int i = 0; i < 300; i++)
        {
            project.Write($"flash/d{i % 10}/f{i}.bin", Random(i, i * 31 % 2_000));
        }

        byte[] alone = Build(project, "SimpleFs", verify);
        byte[] beside = Build(project, "SimpleFs;Espfs", verify);
        CollectionAssert.AreEqual(beside, alone);
    }

    private static byte[] Random(int seed, int length)
    {
        byte[] bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static byte[] Build(TaskProject project, string formats, string verify)
    {
        Assert.IsTrue(
            project.BuildImages(task =>
            {
                task.Formats = formats;
                task.VerifyImages = verify;
                task.CacheMaxSize = "0";
                task.Files = [.. project.Files(), TaskProject.Item("flash/long.bin", ("FlashPath", "again/long.bin"))];
            }),
            string.Join(Environment.NewLine, project.Messages));
        byte[] image = File.ReadAllBytes(Path.Combine(project.Folder, "obj/flash/simplefs.fs"));
        Directory.Delete(Path.Combine(project.Folder, "obj"), recursive: true);
        return image;
    }
}
