namespace FlashFs.Build.Tests;

/// <summary>What UploadFlash runs, and what it says when it cannot. One after the other: a program that another test's process still holds open for writing does not start.</summary>
[TestClass]
[DoNotParallelize]
public sealed class UploadTests
{
    [TestMethod]
    public void EsptoolRunsInTheOutputFolderWithChipPortAndBaud()
    {
        using TaskProject project = Built("esp32s3").WithEsptool("echo \"in $(basename \"$PWD\")\"", "for word in \"$@\"; do echo \"<$word>\"; done", "cat flash_args", "echo warn >&2");
        Assert.IsTrue(project.Upload(task => (task.Port, task.Baud) = ("/dev/tty USB 0", "460800")), Said(project));
        string said = Said(project);
        StringAssert.Contains(said, "in out", StringComparison.Ordinal);
        CollectionAssert.AreEqual(
            (string[])["<--chip>", "<esp32s3>", "<--port>", "</dev/tty USB 0>", "<--baud>", "<460800>", "<write-flash>", "<@flash_args>"],
            project.Messages.Select(message => message.Text).Where(text => text.StartsWith('<')).ToArray());
        StringAssert.Contains(said, "0x8000 partition-table.bin", StringComparison.Ordinal);
        StringAssert.Contains(said, "warn", StringComparison.Ordinal);

        Assert.IsTrue(project.Upload());
        Assert.DoesNotContain("--port", string.Join(' ', project.Messages.TakeLast(12).Select(message => message.Text)), StringComparison.Ordinal);
    }

    [TestMethod]
    public void ACommandOfTheProjectKeepsBlanksTogetherAndGetsItsPlaceholders()
    {
        using TaskProject project = Built().WithScript("my tools/flash it", "for word in \"$@\"; do echo \"<$word>\"; done");
        Assert.IsTrue(
            project.Upload(task => (task.Command, task.Port) = ("\"my tools/flash it\" --on={port} '{chip} x' ; rm \"\"", "COM 3")), Said(project));
        CollectionAssert.AreEqual(
            (string[])["<--on=COM 3>", "<esp32 x>", "<;>", "<rm>", "<>"],
            project.Messages.Select(message => message.Text).Where(text => text.StartsWith('<')).ToArray());
    }

    [TestMethod]
    public void ACommandThatFailsIsAnErrorWithItsStatusAndItsLastWords()
    {
        using TaskProject project = Built().WithEsptool("echo Connecting...", "echo 'A fatal error occurred: no device' >&2", "exit 2");
        Assert.IsFalse(project.Upload());
        project.Single("error", "FLASHFS9022", "'esptool --chip esp32 write-flash @flash_args' ended with 2", "A fatal error occurred: no device", "FlashUploadPort");
    }

    [TestMethod]
    public void AProgramThatIsNotThereIsNamedWithWhatToInstall()
    {
        using TaskProject project = Built();
        Assert.IsFalse(project.Upload());
        project.Single("error", "FLASHFS9021", "'esptool'", "is not on the PATH", "pip install esptool");

        using TaskProject other = Built();
        Assert.IsFalse(other.Upload(task => task.Command = "tools/gone now"));
        other.Single("error", "FLASHFS9021", "'tools/gone'", "does not exist", "FlashUploadCommand");
    }

    [TestMethod]
    [DataRow("'tools", "", "", "has a quote that does not end")]
    [DataRow("\"\"", "", "", "names no program")]
    [DataRow("flash --port {port}", "", "", "has {port}, and FlashUploadPort is not set")]
    [DataRow("flash {baud} {port}", "COM3", "", "has {baud}, and FlashUploadBaud is not set")]
    [DataRow("flash", "COM3", "", "has no {port}, so FlashUploadPort 'COM3' would not reach it")]
    [DataRow("flash", "", "9600", "has no {baud}, so FlashUploadBaud '9600' would not reach it")]
    public void ACommandThatCannotBeUsedIsRefusedBeforeAnythingRuns(string command, string port, string baud, string fragment)
    {
        using TaskProject project = Built();
        Assert.IsFalse(project.Upload(task => (task.Command, task.Port, task.Baud) = (command, port, baud)));
        project.Single("error", "FLASHFS9020", fragment);
    }

    [TestMethod]
    public void ABaudRateThatIsNoneIsRefused()
    {
        using TaskProject project = Built().WithEsptool("echo ran");
        Assert.IsFalse(project.Upload(task => task.Baud = "fast"));
        project.Single("error", "FLASHFS1016", "FlashUploadBaud is 'fast'");
        Assert.DoesNotContain("ran", Said(project), StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("esptool erase_flash", "'erase_flash'")]
    [DataRow("esptool --chip {chip} write-flash --erase-all @flash_args", "'--erase-all'")]
    [DataRow("python -m esptool write_flash -e @flash_args", "'-e'")]
    public void ACommandThatErasesWhatIsPreservedIsRefused(string command, string word)
    {
        using TaskProject project = Built(preserve: "nvs").WithEsptool("echo ran");
        Assert.IsFalse(project.Upload(task => task.Command = command));
        project.Single("error", "FLASHFS9024", word, "'nvs'");
        Assert.DoesNotContain("ran", Said(project), StringComparison.Ordinal);
        Assert.IsTrue(project.Upload(), Said(project)); // what is listed touches nothing of it
    }

    [TestMethod]
    public void WithoutOutputsOrAPlaceInTheFlashNothingIsUploaded()
    {
        using var empty = new TaskProject();
        Assert.IsFalse(empty.Upload());
        empty.Single("error", "FLASHFS9023", "Nothing was built", "'out'");

        using TaskProject alone = new TaskProject().Write("flash/index.js", "1").WithScript("send", "echo sent $(ls)");
        Assert.IsTrue(alone.BuildImages(task => task.Formats = "simplefs"), Said(alone));
        Assert.IsTrue(alone.BuildFlash());
        Assert.IsFalse(alone.Upload());
        alone.Single("error", "FLASHFS9023", "esptool has nothing to write", "FlashUploadCommand");
        Assert.IsFalse(alone.Upload(task => task.Command = "./send {chip}"));
        alone.Single("error", "FLASHFS9020", "has {chip}, and there is no chip");
        Assert.IsTrue(alone.Upload(task => task.Command = "./send"), Said(alone));
        Assert.Contains(message => message.Text.StartsWith("sent ", StringComparison.Ordinal) && message.Text.Contains("simplefs.fs", StringComparison.Ordinal), alone.Messages);
    }

    private static TaskProject Built(string chip = "esp32", string? preserve = null)
    {
        TaskProject project = new TaskProject().Write("flash/a.js", "1");
        Assert.IsTrue(
            project.BuildImages(task =>
            {
                task.Chip = chip;
                task.Partitions = preserve is null ? [] : [TaskProject.Item(preserve, ("Preserve", "true"))];
            }),
            Said(project));
        Assert.IsTrue(project.BuildFlash(task => task.FlashReport = "false"), Said(project));
        return project;
    }

    private static string Said(TaskProject project) => string.Join('\n', project.Messages);
}
