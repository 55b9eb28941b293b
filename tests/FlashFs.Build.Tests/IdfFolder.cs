namespace FlashFs.Build.Tests;

/// <summary>A build folder as ESP-IDF leaves it: the shape of its flasher_args.json, and a table that its own tool made.</summary>
internal static class IdfFolder
{
    public const string Chip = "esp32";

    /// <summary>Adds <c>build/</c> with boot loader, table, app and one image more.</summary>
    public static TaskProject WithIdfBuild(
        this TaskProject project, string chip = Chip, string table = "single.bin", string encrypted = "false", string files = "", string mode = "dio") => project
        .Write("build/bootloader/bootloader.bin", Code(0x5000))
        .Write("build/firmware.bin", Code(0x20000))
        .Write("build/phy_init_data.bin", [.. Enumerable.Repeat((byte)0x50, 170)])
        .Write("build/partition_table/partition-table.bin", Vector(table))
        .Write("build/flasher_args.json", $$"""
            {
                "write_flash_args" : [ "--flash-mode", "{{mode}}",
                                       "--flash-size", "8MB",
                                       "--flash-freq", "80m" ],
                "flash_settings" : {
                    "flash_mode": "{{mode}}",
                    "flash_size": "8MB",
                    "flash_freq": "80m"
                },
                "flash_files" : {
                    "0x1000" : "bootloader/bootloader.bin",
                    "0x10000" : "firmware.bin",
                    "0x8000" : "partition_table/partition-table.bin",
                    {{files}}
                    "0xf000" : "phy_init_data.bin"
                },
                "bootloader" : { "offset" : "0x1000", "file" : "bootloader/bootloader.bin", "encrypted" : "{{encrypted}}" },
                "app" : { "offset" : "0x10000", "file" : "firmware.bin", "encrypted" : "{{encrypted}}" },
                "partition-table" : { "offset" : "0x8000", "file" : "partition_table/partition-table.bin", "encrypted" : "{{encrypted}}" },
                "phy_init" : { "offset" : "0xf000", "file" : "phy_init_data.bin", "encrypted" : "false" },
                "extra_esptool_args" : {
                    "after"  : "hard-reset",
                    "before" : "default-reset",
                    "stub"   : true,
                    "chip"   : "{{chip}}"
                }
            }
            """);

    /// <summary>Bytes that begin as code does.</summary>
    public static byte[] Code(int length) => [0xE9, .. Enumerable.Range(1, length - 1).Select(i => (byte)(i * 7))];

    public static byte[] Vector(string table) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Vectors/partitions", table));
}
