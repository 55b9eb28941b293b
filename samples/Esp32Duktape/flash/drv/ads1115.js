/*
 * TI ADS1115: four analogue inputs with 16 bits.
 *
 * Two soil probes, the tank's pressure sensor and a thermistor hang on it.
 * Each channel has its own gain; readings are single shot so that the chip
 * sleeps in between and does not warm the thermistor on the same board.
 */
"use strict";

var I2cDevice = require("./i2cdev.js");
var bytes = require("lib/bytes.js");

var CONVERSION = 0;
var CONFIG = 1;

// Full scale in volts, by the code of the gain field.
var FULL_SCALE = [6.144, 4.096, 2.048, 1.024, 0.512, 0.256];
// Samples per second, by the code of the rate field.
var RATES = [8, 16, 32, 64, 128, 250, 475, 860];

function Ads1115(bus, address) {
  this._device = new I2cDevice(bus, address || 0x48, "ads1115");
  this._channels = [];
  this._pending = -1;
  for (var i = 0; i < 4; i++) {
    this._channels.push({ gain: 1, rate: 4, clipped: 0 });
  }
}

Ads1115.prototype.configure = function (channel, options) {
  var entry = this._channels[channel];
  if (options.range !== undefined) {
    entry.gain = Ads1115.gainFor(options.range);
  }
  if (options.rate !== undefined) {
    entry.rate = RATES.indexOf(options.rate);
    if (entry.rate < 0) {
      throw new Error("ads1115 has no rate " + options.rate + ", only " + RATES.join(", "));
    }
  }
};

/* The finest gain that still reaches a voltage. */
Ads1115.gainFor = function (volts) {
  for (var code = FULL_SCALE.length - 1; code >= 0; code--) {
    if (FULL_SCALE[code] >= volts) {
      return code;
    }
  }
  throw new Error("ads1115 cannot measure " + volts + " V");
};

Ads1115.configWord = function (channel, gain, rate) {
  var start = 1 << 15;
  var singleEnded = 4 + channel << 12;
  var singleShot = 1 << 8;
  var comparatorOff = 3;
  return start | singleEnded | gain << 9 | singleShot | rate << 5 | comparatorOff;
};

Ads1115.prototype.start = function (channel) {
  var entry = this._channels[channel];
  var word = Ads1115.configWord(channel, entry.gain, entry.rate);
  this._device.command([CONFIG, word >> 8, word & 0xff]);
  this._pending = channel;
};

Ads1115.prototype.measureTime = function (channel) {
  // The oscillator may be ten percent slow, and waking takes a moment.
  return Math.ceil(1100 / RATES[this._channels[channel].rate]) + 1;
};

Ads1115.prototype.isReady = function () {
  return (this._device.registers(CONFIG, 2)[0] & 0x80) !== 0;
};

/* Volts on the channel that was started last. */
Ads1115.prototype.read = function () {
  if (this._pending < 0) {
    throw new Error("ads1115: no measurement was started");
  }
  var entry = this._channels[this._pending];
  var raw = bytes.s16be(this._device.registers(CONVERSION, 2), 0);
  if (raw === 0x7fff || raw === -0x8000) {
    entry.clipped += 1;
  }
  var volts = raw * FULL_SCALE[entry.gain] / 32768;
  var result = { channel: this._pending, volts: volts, raw: raw };
  this._pending = -1;
  return result;
};

/*
 * Resistance of the lower arm of a divider.  Supply noise cancels when the
 * supply is measured with the same converter.
 */
Ads1115.resistance = function (volts, supply, upper) {
  if (volts >= supply) {
    return Infinity;
  }
  return upper * volts / (supply - volts);
};

module.exports = Ads1115;
