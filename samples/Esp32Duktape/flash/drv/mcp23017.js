/*
 * Microchip MCP23017: sixteen pins for relays, valves and end switches.
 *
 * Port A drives, port B listens.  The output latch is kept in this program and
 * read back every minute: a chip that lost power for a moment comes up with
 * all pins as inputs, which looks like "everything closed" and is not reported
 * by anything else.
 */
"use strict";

var I2cDevice = require("./i2cdev.js");

var IODIRA = 0x00;
var IODIRB = 0x01;
var IPOLB = 0x03;
var GPPUB = 0x0d;
var GPIOB = 0x13;
var OLATA = 0x14;

function Mcp23017(bus, address) {
  this._device = new I2cDevice(bus, address || 0x20, "mcp23017");
  this._latch = 0;
  this._names = {};
  this._interlocks = [];
  this.restored = 0;
}

/* Outputs start off; inputs have pull-ups and read true when closed. */
Mcp23017.prototype.begin = function () {
  this._device.setRegister(OLATA, this._latch);
  this._device.setRegister(IODIRA, 0x00);
  this._device.setRegister(IODIRB, 0xff);
  this._device.setRegister(GPPUB, 0xff);
  this._device.setRegister(IPOLB, 0xff);
};

Mcp23017.prototype.name = function (name, bit) {
  if (!(bit >= 0 && bit < 16)) {
    throw new RangeError("mcp23017 has no pin " + bit);
  }
  this._names[name] = bit;
};

Mcp23017.prototype._bit = function (name) {
  if (!this._names.hasOwnProperty(name)) {
    throw new Error("no pin is called '" + name + "'");
  }
  return this._names[name];
};

/*
 * Two outputs that must never be on together, such as a window motor's "open"
 * and "shut".  Switching one on switches the other off first.
 */
Mcp23017.prototype.interlock = function (a, b) {
  this._interlocks.push([this._bit(a), this._bit(b)]);
};

Mcp23017.prototype.set = function (name, on) {
  var bit = this._bit(name);
  if (bit > 7) {
    throw new Error("'" + name + "' is an input");
  }
  var next = this._latch;
  if (on) {
    this._interlocks.forEach(function (pair) {
      if (pair[0] === bit) {
        next &= ~(1 << pair[1]);
      } else if (pair[1] === bit) {
        next &= ~(1 << pair[0]);
      }
    });
    if (next !== this._latch) {
      // Off and on in one write would let both relays overlap.
      this._write(next);
    }
    next |= 1 << bit;
  } else {
    next &= ~(1 << bit);
  }
  if (next !== this._latch) {
    this._write(next);
  }
};

Mcp23017.prototype._write = function (value) {
  this._device.setRegister(OLATA, value);
  this._latch = value;
};

Mcp23017.prototype.get = function (name) {
  var bit = this._bit(name);
  if (bit < 8) {
    return (this._latch >> bit & 1) === 1;
  }
  return (this._device.register(GPIOB) >> bit - 8 & 1) === 1;
};

Mcp23017.prototype.allOff = function () {
  this._write(0);
};

/* Returns true when the chip was as it should be. */
Mcp23017.prototype.verify = function () {
  var intact = this._device.register(IODIRA) === 0 && this._device.register(OLATA) === this._latch;
  if (!intact) {
    this.restored += 1;
    this.begin();
  }
  return intact;
};

Mcp23017.prototype.list = function () {
  var self = this;
  return Object.keys(this._names).sort().map(function (name) {
    return { name: name, pin: self._names[name], on: self.get(name) };
  });
};

module.exports = Mcp23017;
