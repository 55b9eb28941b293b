/*
 * Bosch BME280: temperature, pressure and humidity.
 *
 * The chip delivers raw counts and 33 bytes of calibration; the arithmetic in
 * floating point is the data sheet's (section 4.2.3), with the names of the
 * coefficients kept so that it can be compared line by line.
 */
"use strict";

var I2cDevice = require("./i2cdev.js");
var bytes = require("lib/bytes.js");

var REG = { CALIB_LOW: 0x88, CHIP: 0xd0, RESET: 0xe0, CALIB_HIGH: 0xe1, CTRL_HUM: 0xf2, STATUS: 0xf3, CTRL_MEAS: 0xf4, CONFIG: 0xf5, DATA: 0xf7 };
var CHIP_ID = 0x60;
var FORCED = 1;
// Oversampling x2 for temperature, x4 for pressure, x1 for humidity.
var OVERSAMPLE_T = 2;
var OVERSAMPLE_P = 3;
var OVERSAMPLE_H = 1;

function Bme280(bus, address) {
  this._device = new I2cDevice(bus, address || 0x76, "bme280");
  this._trim = null;
}

Bme280.prototype.begin = function () {
  var id = this._device.register(REG.CHIP);
  if (id !== CHIP_ID) {
    // 0x58 is its sister without humidity, often sold under the same name.
    throw new Error("bme280: chip id is 0x" + id.toString(16) + (id === 0x58 ? ", that is a bmp280" : ""));
  }
  this._device.setRegister(REG.RESET, 0xb6);
  this._trim = Bme280.parseTrim(this._device.registers(REG.CALIB_LOW, 26), this._device.registers(REG.CALIB_HIGH, 7));
  this._device.setRegister(REG.CONFIG, 0);
};

Bme280.parseTrim = function (low, high) {
  return {
    T1: bytes.u16le(low, 0), T2: bytes.s16le(low, 2), T3: bytes.s16le(low, 4),
    P1: bytes.u16le(low, 6), P2: bytes.s16le(low, 8), P3: bytes.s16le(low, 10),
    P4: bytes.s16le(low, 12), P5: bytes.s16le(low, 14), P6: bytes.s16le(low, 16),
    P7: bytes.s16le(low, 18), P8: bytes.s16le(low, 20), P9: bytes.s16le(low, 22),
    H1: low[25],
    H2: bytes.s16le(high, 0), H3: high[2],
    // Two signed twelve-bit numbers share one byte.
    H4: bytes.s8(high[3]) * 16 + (high[4] & 15),
    H5: bytes.s8(high[5]) * 16 + (high[4] >> 4),
    H6: bytes.s8(high[6])
  };
};

/* Starts one measurement; results are there after measureTime() ms. */
Bme280.prototype.start = function () {
  this._device.setRegister(REG.CTRL_HUM, OVERSAMPLE_H);
  this._device.setRegister(REG.CTRL_MEAS, OVERSAMPLE_T << 5 | OVERSAMPLE_P << 2 | FORCED);
};

Bme280.prototype.measureTime = function () {
  function times(code) {
    return code === 0 ? 0 : 1 << code - 1;
  }
  return Math.ceil(1.25 + 2.3 * times(OVERSAMPLE_T) + 2.3 * times(OVERSAMPLE_P) + 0.575 + 2.3 * times(OVERSAMPLE_H) + 0.575);
};

Bme280.prototype.read = function () {
  var raw = this._device.registers(REG.DATA, 8);
  return Bme280.compensate(this._trim, {
    pressure: raw[0] << 12 | raw[1] << 4 | raw[2] >> 4,
    temperature: raw[3] << 12 | raw[4] << 4 | raw[5] >> 4,
    humidity: raw[6] << 8 | raw[7]
  });
};

/* Degrees Celsius, hectopascals, percent. */
Bme280.compensate = function (c, raw) {
  var t = raw.temperature;
  var v1 = (t / 16384 - c.T1 / 1024) * c.T2;
  var v2 = (t / 131072 - c.T1 / 8192) * (t / 131072 - c.T1 / 8192) * c.T3;
  var fine = v1 + v2;

  var p1 = fine / 2 - 64000;
  var p2 = p1 * p1 * c.P6 / 32768 + p1 * c.P5 * 2;
  p2 = p2 / 4 + c.P4 * 65536;
  p1 = (c.P3 * p1 * p1 / 524288 + c.P2 * p1) / 524288;
  p1 = (1 + p1 / 32768) * c.P1;
  var pressure = NaN;
  if (p1 !== 0) {
    pressure = (1048576 - raw.pressure - p2 / 4096) * 6250 / p1;
    pressure += (c.P9 * pressure * pressure / 2147483648 + pressure * c.P8 / 32768 + c.P7) / 16;
  }

  var h = fine - 76800;
  h = (raw.humidity - (c.H4 * 64 + c.H5 / 16384 * h)) *
    (c.H2 / 65536 * (1 + c.H6 / 67108864 * h * (1 + c.H3 / 67108864 * h)));
  h = h * (1 - c.H1 * h / 524288);

  return {
    temperature: fine / 5120,
    pressure: pressure / 100,
    // 0x8000 is what the chip reports when humidity was switched off.
    humidity: raw.humidity === 0x8000 ? NaN : Math.max(0, Math.min(100, h))
  };
};

/* Pressure reduced to sea level, as the weather report gives it. */
Bme280.seaLevel = function (pressure, temperature, altitude) {
  var drop = 0.0065 * altitude;
  return pressure * Math.pow(1 - drop / (temperature + drop + 273.15), -5.257);
};

module.exports = Bme280;
