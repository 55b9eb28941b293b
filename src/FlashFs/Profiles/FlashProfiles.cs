using System.Diagnostics.CodeAnalysis;
using FlashFs.Diagnostics;
using FlashFs.Files;

namespace FlashFs.Profiles;

/// <summary>The known targets. Every value was read from the target's own configuration, which the entry names.</summary>
public static class FlashProfiles
{
    /// <summary>The profile of a project that names none.</summary>
    public const string DefaultId = "esp-idf";

    /// <summary>All profiles, in the order of the reference.</summary>
    public static IReadOnlyList<FlashProfile> All { get; } =
    [
        new(
            DefaultId,
            "ESP-IDF with its default configuration",
            "espressif/esp-idf components/spiffs/Kconfig at 10212290",
            Spiffs(page: 256, block: 4096, name: 32, meta: 4)),
        new(
            "arduino-esp32",
            "Arduino core for the ESP32, 1.0 and later",
            "espressif/arduino-esp32 tools/sdk/esp32/include/config/sdkconfig.h at 0174bf20",
            Spiffs(page: 256, block: 4096, name: 32, meta: 4)),
        new(
            "arduino-esp32-old",
            "Arduino core for the ESP32 up to early 2018, without file times",
            "igrr/mkspiffs issue 38 (January 2018), the report of a user of that core",
            Spiffs(page: 256, block: 4096, name: 32, meta: 0)),
        new(
            "esp8266",
            "Arduino core for the ESP8266, file systems of 512 KiB and more",
            "esp8266/Arduino cores/esp8266/spiffs/spiffs_config.h and boards.txt at f946290e",
            Spiffs(page: 256, block: 8192, name: 32, meta: 0, magicLength: false, aligned: true)),
        new(
            "esp8266-small",
            "Arduino core for the ESP8266, file systems of less than 512 KiB",
            "esp8266/Arduino cores/esp8266/spiffs/spiffs_config.h and boards.txt at f946290e",
            Spiffs(page: 256, block: 4096, name: 32, meta: 0, magicLength: false, aligned: true)),
        new(
            "mkspiffs",
            "mkspiffs in its generic build",
            "igrr/mkspiffs main.cpp and include/spiffs_config.h at f2482965",
            Spiffs(page: 256, block: 4096, name: 32, meta: 0)),
        new(
            "sming",
            "Sming, whose names have no leading slash and whose metadata holds file attributes",
            "SmingHub/Sming Sming/Libraries/Spiffs/component.mk and src/include/spiffs_config.h at 19273b45",
            Spiffs(page: 256, block: 8192, name: 32, meta: 16, magic: false, magicLength: false, aligned: true, leadingSlash: false)),
        new(
            "duktape-esp32",
            "ESP32-Duktape since February 2018; ESPFS stored, because modules are compiled in place",
            "nkolban/duktape-esp32 sdkconfig and Makefile at 28b4fb19",
            Join(Spiffs(page: 256, block: 4096, name: 32, meta: 0), Espfs("none"))) { ModuleLoader = "Duktape" },
        new(
            "duktape-esp32-2017",
            "ESP32-Duktape up to February 2018, with a SPIFFS of its own",
            "nkolban/duktape-esp32 components/spiffs/spiffs_config.h and main/duktape_spiffs.c before b97fe6d",
            Join(Spiffs(page: 256, block: 65536, name: 64, meta: 0, aligned: true), Espfs("none"))) { ModuleLoader = "Duktape" },
        new(
            "libesphttpd",
            "the libesphttpd web server, with mkespfsimage's own defaults",
            "Spritetm/libesphttpd mkespfsimage/main.c at b7bb4a62",
            Espfs("heatshrink", level: "8", gzip: "html,css,js,svg")),
        new(
            "badgeteam",
            "badge.team badges, whose AppFS has titles and versions",
            "badgeteam/esp32-component-appfs appfs.c",
            Of("appfs", ("layout", "badgeteam"))),
        new(
            "sffs-1.0",
            "Electric Imp SPIFlashFileSystem 1.0.0, whose names have at most 20 bytes",
            "electricimp/SPIFlashFileSystem 1.0.0, SPIFlashFileSystem.class.nut",
            Of("sffs", ("maxNameLength", "20"))),
    ];

    /// <summary>Finds a profile by its id, in any case.</summary>
    public static bool TryGet(string id, [NotNullWhen(true)] out FlashProfile? profile)
    {
        profile = All.FirstOrDefault(candidate => candidate.Id.Equals(id, StringComparison.OrdinalIgnoreCase));
        return profile is not null;
    }

    /// <summary>Finds a profile by its id, in any case, or reports FLASHFS1013 with the nearest one.</summary>
    public static FlashProfile? Find(string id, DiagnosticLocation? location, DiagnosticBag diagnostics)
    {
        if (!TryGet(id, out FlashProfile? profile))
        {
            NearestName.Report(diagnostics, DiagnosticCodes.UnknownProfile, location, id, "profile", All.Select(known => known.Id));
        }

        return profile;
    }

    private static Dictionary<string, IReadOnlyDictionary<string, string>> Spiffs(
        int page, int block, int name, int meta, bool magic = true, bool magicLength = true, bool aligned = false, bool leadingSlash = true) =>
        Of(
            "spiffs",
            ("pageSize", Text(page)),
            ("blockSize", Text(block)),
            ("nameLength", Text(name)),
            ("metaLength", Text(meta)),
            ("useMagic", Text(magic)),
            ("useMagicLength", Text(magicLength)),
            ("bigEndian", Text(false)),
            ("alignedIndexTables", Text(aligned)),
            ("leadingSlash", Text(leadingSlash)));

    private static Dictionary<string, IReadOnlyDictionary<string, string>> Espfs(string compression, string? level = null, string? gzip = null)
    {
        var values = new List<(string, string)> { ("compression", compression) };
        if (level is not null)
        {
            values.Add(("level", level));
        }

        if (gzip is not null)
        {
            values.Add(("gzipExtensions", gzip));
        }

        return Of("espfs", [.. values]);
    }

    // Loops and no queries, here and in Join: over pairs they would be compiled anew in every build that has something to do.
    private static Dictionary<string, IReadOnlyDictionary<string, string>> Of(string format, params (string Name, string Value)[] values)
    {
        var options = new Dictionary<string, string>(values.Length);
        foreach ((string name, string value) in values)
        {
            options.Add(name, value);
        }

        return new() { [format] = options };
    }

    private static Dictionary<string, IReadOnlyDictionary<string, string>> Join(
        params Dictionary<string, IReadOnlyDictionary<string, string>>[] parts)
    {
        var formats = new Dictionary<string, IReadOnlyDictionary<string, string>>();
        foreach (Dictionary<string, IReadOnlyDictionary<string, string>> part in parts)
        {
            foreach ((string format, IReadOnlyDictionary<string, string> options) in part)
            {
                formats.Add(format, options);
            }
        }

        return formats;
    }

    private static string Text(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Text(bool value) => value ? "true" : "false";
}
