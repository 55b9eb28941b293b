using FlashFs.Partitions;

namespace FlashFs.Tests.Partitions;

[TestClass]
public sealed class PartitionTypesTests
{
    [TestMethod]
    [DataRow("app", "factory", 0, 0)]
    [DataRow("app", "ota_0", 0, 0x10)]
    [DataRow("app", "ota_15", 0, 0x1F)]
    [DataRow("app", "test", 0, 0x20)]
    [DataRow("app", "tee_0", 0, 0x30)]
    [DataRow("app", "tee_1", 0, 0x31)]
    [DataRow("data", "ota", 1, 0)]
    [DataRow("data", "phy", 1, 1)]
    [DataRow("data", "nvs", 1, 2)]
    [DataRow("data", "coredump", 1, 3)]
    [DataRow("data", "nvs_keys", 1, 4)]
    [DataRow("data", "efuse", 1, 5)]
    [DataRow("data", "undefined", 1, 6)]
    [DataRow("data", "esphttpd", 1, 0x80)]
    [DataRow("data", "fat", 1, 0x81)]
    [DataRow("data", "spiffs", 1, 0x82)]
    [DataRow("data", "littlefs", 1, 0x83)]
    [DataRow("data", "tee_ota", 1, 0x90)]
    [DataRow("bootloader", "primary", 2, 0)]
    [DataRow("bootloader", "ota", 2, 1)]
    [DataRow("bootloader", "recovery", 2, 2)]
    [DataRow("partition_table", "primary", 3, 0)]
    [DataRow("partition_table", "ota", 3, 1)]
    public void NamesAndNumbersAreOneAnother(string typeName, string subTypeName, int type, int subType)
    {
        Assert.IsTrue(PartitionTypes.TryGetType(typeName.ToUpperInvariant(), out byte foundType));
        Assert.IsTrue(PartitionTypes.TryGetSubType(foundType, subTypeName.ToUpperInvariant(), out byte foundSubType));
        Assert.AreEqual((type, subType), (foundType, foundSubType));
        Assert.AreEqual($"{typeName}/{subTypeName}", PartitionTypes.Describe(foundType, foundSubType));
    }

    [TestMethod]
    public void WhatHasNoNameIsANumber()
    {
        Assert.AreEqual("0x43/0x3", PartitionTypes.Describe(0x43, 3));
        Assert.AreEqual("data/0x99", PartitionTypes.Describe(1, 0x99));
        Assert.IsFalse(PartitionTypes.TryGetSubType(0x43, "ota", out _));
        Assert.IsFalse(PartitionTypes.TryGetType("ap", out _));
    }
}
