using FlashFs.Diagnostics;
using FlashFs.Files;
using FlashFs.Formats;
using FlashFs.Pipeline;
using FlashFs.Pipeline.Manifest;

namespace FlashFs.Tests.Formats;

// What is known before a byte is written, and that what is written depends on nothing else.
public abstract partial class VolumeContractTests
{
    [TestMethod]
    public void ThePlanKnowsSizeAndUsageBeforeAByteIsWritten()
    {
        ImagePlan plan = Plan(InputFiles);
        byte[] image = plan.ToArray();
        FlashVolume volume = Format.Open(image, Options, ReadMode.Strict);
        Assert.AreEqual(plan.Size, image.LongLength);
        Assert.AreEqual(plan.Usage, volume.Usage);
        Assert.IsGreaterThanOrEqualTo(0, plan.Usage.Free, "free");
        Assert.IsGreaterThanOrEqualTo(0, plan.Usage.Overhead, "overhead");
    }

    [TestMethod]
    public void CostsAreThoseOfTheFilesInOrder()
    {
        ImagePlan plan = Plan(InputFiles);
        CollectionAssert.AreEqual(plan.Files.ToArray(), plan.Costs.Select(cost => cost.File).ToArray());
        Assert.AreEqual(plan.Usage.Data, plan.Costs.Sum(cost => cost.StoredLength), "contents as stored");
        Assert.IsLessThanOrEqualTo(plan.Usage.Size - plan.Usage.Free, plan.Costs.Sum(cost => cost.Size), "all costs");
        Assert.IsTrue(plan.Costs.All(cost => cost.Overhead >= 0), "no file takes less than its contents");

        FlashVolume volume = OpenWritten(InputFiles);
        foreach (FileCost cost in plan.Costs)
        {
            Assert.AreEqual(cost.StoredLength, Find(volume, cost.File.Path).StoredLength, cost.File.Path.Value);
        }
    }

    [TestMethod]
    public void WhatAFileTakesIsTheSameInThePlanAndInTheImage()
    {
        ImagePlan plan = Plan(InputFiles);
        FlashVolume volume = Format.Open(plan.ToArray(), Options, ReadMode.Strict);
        CollectionAssert.AreEqual(
            FileCosts.Of(plan).OrderBy(file => file.Path, StringComparer.Ordinal).ToArray(), FileCosts.Of(volume).OrderBy(file => file.Path, StringComparer.Ordinal).ToArray());
    }

    [TestMethod]
    public void TheSmallestSizeIsTheOneThatAPlanStillTakes()
    {
        FileFit[] files = [.. FileCosts.Of(Plan(InputFiles)).OrderByDescending(file => file.Cost)];
        if (Format.RoomIn(1 << 24, Options, 0) is null)
        {
            Assert.AreEqual(ImageSizing.Standalone, Format.Sizing, "a format that goes on partitions knows what they hold");
            return;
        }

        long smallest = new SmallerPlaces(Format, Options, 0, files).Smallest()!.Value;
        var diagnostics = new DiagnosticBag();
        FlashFileSet set = FlashFileSet.Sorted(InputFiles, diagnostics);
        Assert.IsNotNull(Format.Plan(set, Options, smallest, diagnostics), $"{smallest}: {string.Join(Environment.NewLine, diagnostics)}");
        Assert.IsNull(Format.Plan(set, Options, smallest - 4096, new DiagnosticBag()), $"{smallest - 4096} is enough too");
    }

    [TestMethod]
    public void BytesDependOnTheInputOnly()
    {
        byte[] image = Plan(InputFiles).ToArray();

        byte[] dirty = new byte[image.Length];
        dirty.AsSpan().Fill(0xA5);
        Plan(InputFiles).Write(dirty);
        AssertBytes.AreEqual(image, dirty, "written into a used buffer");

        IEnumerable<FlashFile> inMemory = InputFiles.Select(file => file with { Contents = FlashContents.FromMemory(file.Contents.ToArray()) });
        AssertBytes.AreEqual(image, Plan(inMemory).ToArray(), "the same contents from memory");
        AssertBytes.AreEqual(image, Plan(InputFiles.Reverse()).ToArray(), "files found in another order");
    }

    [TestMethod]
    public void OneOtherByteMakesAnotherImage()
    {
        byte[] image = Plan(InputFiles).ToArray();
        FlashFile[] files = [.. InputFiles];
        int index = Array.FindIndex(files, file => file.Contents.Length > 0);
        byte[] contents = files[index].Contents.ToArray();
        contents[0] ^= 1;
        files[index] = files[index] with { Contents = FlashContents.FromMemory(contents) };
        Assert.IsFalse(image.AsSpan().SequenceEqual(Plan(files).ToArray()));
    }

    [TestMethod]
    public void WhatDoesNotFitIsRefusedWithTheFigures()
    {
        if (TooSmall is not { } size)
        {
            Assert.AreEqual(ImageSizing.Standalone, Format.Sizing, "only an image without partition always fits");
            return;
        }

        var diagnostics = new DiagnosticBag();
        FlashFileSet files = FlashFileSet.Sorted(InputFiles, diagnostics);
        Assert.IsNull(Format.Plan(files, Options, size, diagnostics));
        AssertDiagnostics.Single(diagnostics, DiagnosticCodes.ImageTooLarge, Format.DisplayName, "over by ", "largest");
    }

    [TestMethod]
    public void ABufferOfAnotherLengthIsRefused()
    {
        ImagePlan plan = Plan(InputFiles);
        Assert.ThrowsExactly<ArgumentException>(() => plan.Write(new byte[plan.Size - 1]));
        Assert.ThrowsExactly<ArgumentException>(() => plan.Write(new byte[plan.Size + 1]));
    }

    [TestMethod]
    public void AFileThatCannotBeReadIsReportedAndWritesNothing()
    {
        FlashFile[] files = [.. InputFiles];
        int index = Array.FindIndex(files, file => file.Contents.Length > 0);
        files[index] = files[index] with { Contents = new UnreadableContents(files[index].Contents.Length) };
        var diagnostics = new DiagnosticBag();
        ImagePlan? plan = Format.Plan(FlashFileSet.Sorted(files, diagnostics), Options, Size, diagnostics);
        if (plan is null)
        {
            AssertDiagnostics.Single(diagnostics, DiagnosticCodes.FileUnreadable, UnreadableContents.Message);
            return;
        }

        FlashFsException thrown = Assert.ThrowsExactly<FlashFsException>(() => plan.ToArray());
        Assert.AreEqual(DiagnosticCodes.FileUnreadable.Code, thrown.Code);
    }

    private sealed class UnreadableContents(long length) : FlashContents
    {
        public const string Message = "it is locked by somebody else";

        public override long Length => length;

        protected override void CopyCore(Span<byte> destination) =>
            throw new FlashFsException(DiagnosticCodes.FileUnreadable.At(null, Message));
    }
}
