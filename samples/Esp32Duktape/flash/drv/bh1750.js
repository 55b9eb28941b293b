/*
 * ROHM BH1750 light sensor with automatic range.
 *
 * Under glass the light goes from 0.1 lux in the small hours to 120 000 at a
 * summer noon.  The sensor's measuring time can be set between 31 and 254
 * units; short for bright, long for dark, and the result is scaled back.
 */
"use strict";

var I2cDevice = require("./i2cdev.js");
var bytes = require("lib/bytes.js");

var POWER_ON = 0x01;
var RESET = 0x07;
var ONE_TIME_HIGH = 0x20;
var ONE_TIME_HIGH_2 = 0x21;
var STANDARD_TIME = 69;

var RANGES = [
  { name: "dark", time: 254, command: ONE_TIME_HIGH_2, below: 800 },
  { name: "normal", time: STANDARD_TIME, command: ONE_TIME_HIGH, below: 40000 },
  { name: "sun", time: 31, command: ONE_TIME_HIGH, below: Infinity }
];

function Bh1750(bus, address) {
  this._device = new I2cDevice(bus, address || 0x23, "bh1750");
  this._range = 1;
  this._factor = 1;
}

Bh1750.prototype.begin = function (options) {
  this._device.command([POWER_ON]);
  this._device.command([RESET]);
  // A diffuser over the sensor swallows light; 1 / transmission undoes that.
  this._factor = options && options.transmission ? 1 / options.transmission : 1;
};

Bh1750.prototype.start = function () {
  var range = RANGES[this._range];
  this._device.command([0x40 | range.time >> 5]);
  this._device.command([0x60 | range.time & 31]);
  this._device.command([range.command]);
};

Bh1750.prototype.measureTime = function () {
  return Math.ceil(180 * RANGES[this._range].time / STANDARD_TIME);
};

Bh1750.lux = function (raw, range) {
  var lux = raw / 1.2 * STANDARD_TIME / range.time;
  return range.command === ONE_TIME_HIGH_2 ? lux / 2 : lux;
};

Bh1750.prototype.read = function () {
  var raw = bytes.u16be(this._device.read(2), 0);
  var range = RANGES[this._range];
  var lux = Bh1750.lux(raw, range);
  this._chooseRange(raw, lux);
  return { lux: lux * this._factor, range: range.name, saturated: raw === 0xffff };
};

/* With a margin of a quarter between the ranges, or clouds make it hunt. */
Bh1750.prototype._chooseRange = function (raw, lux) {
  if (raw === 0xffff || lux > RANGES[this._range].below) {
    this._range = Math.min(RANGES.length - 1, this._range + 1);
  } else if (this._range > 0 && lux < 0.75 * RANGES[this._range - 1].below) {
    this._range -= 1;
  }
};

Bh1750.RANGES = RANGES;

module.exports = Bh1750;
