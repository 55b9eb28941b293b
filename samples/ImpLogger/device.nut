// Temperature logger: reads what the factory left in the SPI flash, and writes a log file a day.
#require "SPIFlashFileSystem.device.lib.nut:3.0.1"

const FLASH_SIZE = 0x40000;

sffs <- SPIFlashFileSystem(0, FLASH_SIZE);
sffs.init(function (files) {
    foreach (file in files) {
        server.log(format("%s: %d bytes", file.fname, file.size));
    }
});

function readText(name) {
    local file = sffs.open(name, "r");
    local text = file.read().tostring();
    file.close();
    return text;
}

settings <- http.jsondecode(readText("config.json"));
sensors <- http.jsondecode(readText("sensors.json"));

// Keeps a day in RAM and writes it at once: a file cannot be written to again once it is closed.
class DayLog {
    _lines = null;
    _day = null;

    constructor() {
        _lines = [];
    }

    function add(values) {
        local now = date();
        local day = format("log.%04d-%02d-%02d", now.year, now.month + 1, now.day);
        if (_day != null && day != _day) {
            flush();
        }
        _day = day;
        local line = format("%05d", now.hour * 3600 + now.min * 60 + now.sec);
        foreach (value in values) {
            line += format(";%.2f", value);
        }
        _lines.push(line);
    }

    function flush() {
        if (_lines.len() == 0) return;
        if (sffs.fileExists(_day)) {
            sffs.eraseFile(_day);
        }
        local file = sffs.open(_day, "w");
        foreach (line in _lines) {
            file.write(line + "\n");
        }
        file.close();
        _lines = [];
        forgetOld();
    }

    // Oldest first: names sort by date.
    function forgetOld() {
        local logs = sffs.getFileList().filter(@(index, file) file.fname.find("log.") == 0);
        while (logs.len() > settings.log.keepDays) {
            sffs.eraseFile(logs.remove(0).fname);
        }
    }
}
