using System.Globalization;

namespace FlashFs.Partitions;

/// <summary>The names that partition types and subtypes have in a CSV.</summary>
/// <remarks>Source: espressif/esp-idf, <c>components/partition_table/gen_esp32part.py</c> 1.5 (TYPES, SUBTYPES).</remarks>
public static class PartitionTypes
{
    /// <summary>Type 0: an app.</summary>
    public const byte App = 0;

    /// <summary>Type 1: data.</summary>
    public const byte Data = 1;

    /// <summary>Type 2: a second stage boot loader.</summary>
    public const byte Bootloader = 2;

    /// <summary>Type 3: a partition table.</summary>
    public const byte Table = 3;

    /// <summary>The first type that is free for a project's own use; those below, from 4, are ESP-IDF's.</summary>
    public const byte FirstCustom = 0x40;

    /// <summary>The last type; 0xFF means "any" to ESP-IDF and marks erased flash.</summary>
    public const byte LastCustom = 0xFE;

    /// <summary>Subtype of an app: the one that boots when no OTA data says otherwise.</summary>
    public const byte AppFactory = 0;

    /// <summary>Subtype of an app: OTA slot 0.</summary>
    public const byte AppOtaFirst = 0x10;

    /// <summary>Subtype of an app: OTA slot 15.</summary>
    public const byte AppOtaLast = 0x1F;

    /// <summary>Subtype of data: which OTA slot to boot.</summary>
    public const byte DataOta = 0;

    /// <summary>Subtype of data: radio initialisation.</summary>
    public const byte DataPhy = 1;

    /// <summary>Subtype of data: key-value storage.</summary>
    public const byte DataNvs = 2;

    /// <summary>Subtype of data: core dumps.</summary>
    public const byte DataCoreDump = 3;

    /// <summary>Subtype of data where none is given.</summary>
    public const byte DataUndefined = 6;

    /// <summary>Subtype of data: ESPFS.</summary>
    public const byte DataEspHttpd = 0x80;

    /// <summary>Subtype of data: SPIFFS.</summary>
    public const byte DataSpiffs = 0x82;

    /// <summary>Subtype of data: which TEE slot to boot.</summary>
    public const byte DataTeeOta = 0x90;

    /// <summary>Subtype of a boot loader or partition table: the one that the chip starts with.</summary>
    public const byte Primary = 0;

    /// <summary>Subtype of a boot loader: the one that the chip falls back on.</summary>
    public const byte BootloaderRecovery = 2;

    private const byte FirstFileSystem = DataEspHttpd;
    private const byte LastFileSystem = 0x83;

    /// <summary>Whether a partition of this kind belongs to the system: apps, boot loaders, tables, and data that ESP-IDF itself keeps.</summary>
    public static bool IsSystem(byte type, byte subType) =>
        type is App or Bootloader or Table || (type == Data && (subType < DataUndefined || subType == DataTeeOta));

    /// <summary>Whether a partition of this kind is meant for one certain file system.</summary>
    public static bool IsFileSystem(byte type, byte subType) => type == Data && subType is >= FirstFileSystem and <= LastFileSystem;

    private static readonly (string Name, byte Type)[] Types =
    [
        ("app", App), ("data", Data), ("bootloader", Bootloader), ("partition_table", Table),
    ];

    private static readonly (byte Type, string Name, byte SubType)[] SubTypes =
    [
        (App, "factory", AppFactory),
        .. Enumerable.Range(0, 16).Select(slot => (App, Numbered("ota_", slot), (byte)(AppOtaFirst + slot))),
        (App, "test", 0x20), (App, "tee_0", 0x30), (App, "tee_1", 0x31),
        (Data, "ota", DataOta), (Data, "phy", DataPhy), (Data, "nvs", DataNvs), (Data, "coredump", DataCoreDump),
        (Data, "nvs_keys", 4), (Data, "efuse", 5), (Data, "undefined", DataUndefined),
        (Data, "esphttpd", DataEspHttpd), (Data, "fat", 0x81), (Data, "spiffs", DataSpiffs), (Data, "littlefs", 0x83),
        (Data, "tee_ota", DataTeeOta),
        (Bootloader, "primary", Primary), (Bootloader, "ota", 1), (Bootloader, "recovery", BootloaderRecovery),
        (Table, "primary", Primary), (Table, "ota", 1),
    ];

    /// <summary>The names of types.</summary>
    public static IEnumerable<string> TypeNames => Types.Select(entry => entry.Name);

    /// <summary>The names of a type's subtypes; none for a project's own types.</summary>
    public static IEnumerable<string> SubTypeNames(byte type) =>
        SubTypes.Where(entry => entry.Type == type).Select(entry => entry.Name);

    /// <summary>Finds a type by its name, in any case.</summary>
    public static bool TryGetType(string name, out byte type)
    {
        int index = Array.FindIndex(Types, entry => entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        type = index < 0 ? default : Types[index].Type;
        return index >= 0;
    }

    /// <summary>Finds a type's subtype by its name, in any case.</summary>
    public static bool TryGetSubType(byte type, string name, out byte subType)
    {
        int index = Array.FindIndex(
            SubTypes, entry => entry.Type == type && entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        subType = index < 0 ? default : SubTypes[index].SubType;
        return index >= 0;
    }

    /// <summary>The name of a type, or null where it has none.</summary>
    public static string? NameOf(byte type)
    {
        int index = Array.FindIndex(Types, entry => entry.Type == type);
        return index < 0 ? null : Types[index].Name;
    }

    /// <summary>The name of a type's subtype, or null where it has none.</summary>
    public static string? NameOf(byte type, byte subType)
    {
        int index = Array.FindIndex(SubTypes, entry => entry.Type == type && entry.SubType == subType);
        return index < 0 ? null : SubTypes[index].Name;
    }

    /// <summary>Type and subtype by name where they have one, else by number: <c>data/spiffs</c>, <c>0x43/0x3</c>.</summary>
    public static string Describe(byte type, byte subType) =>
        $"{NameOf(type) ?? Hexadecimal(type)}/{NameOf(type, subType) ?? Hexadecimal(subType)}";

    /// <summary>Whether any type has a subtype of that very name.</summary>
    internal static bool IsSubTypeName(string name) => Array.Exists(SubTypes, entry => entry.Name == name);

    private static string Numbered(string prefix, int number) => prefix + number.ToString(CultureInfo.InvariantCulture);

    private static string Hexadecimal(byte value) => $"0x{value:x}";
}
