/*
 * A device on the I2C bus, as its registers.
 *
 * Transfers are tried twice, because the pump's relay puts spikes on the line.
 * What fails twice is an error with the device's name in it and is counted.
 */
"use strict";

var bytes = require("lib/bytes.js");

function I2cDevice(bus, address, name) {
  if (bus === null) {
    throw new Error(name + ": there is no bus");
  }
  this._bus = bus;
  this.address = address;
  this.name = name;
  this.failures = 0;
  this.retries = 0;
}

I2cDevice.prototype._try = function (what, attempt) {
  for (var i = 0; i < 2; i++) {
    var result = attempt();
    if (result !== null && result !== false) {
      this.retries += i;
      return result;
    }
  }
  this.failures += 1;
  throw new Error(this.name + " at 0x" + this.address.toString(16) + " does not answer (" + what + ")");
};

I2cDevice.prototype.command = function (data) {
  var self = this;
  this._try("command " + bytes.toHex(data.slice(0, 2)), function () {
    return self._bus.write(self.address, data);
  });
};

I2cDevice.prototype.read = function (count) {
  var self = this;
  return this._try("read", function () {
    return self._bus.read(self.address, count);
  });
};

I2cDevice.prototype.registers = function (first, count) {
  var self = this;
  return this._try("register " + first, function () {
    return self._bus.writeRead(self.address, [first], count);
  });
};

I2cDevice.prototype.register = function (index) {
  return this.registers(index, 1)[0];
};

I2cDevice.prototype.setRegister = function (index, value) {
  this.command([index, value & 0xff]);
};

/* Changes the bits in `mask` and leaves the others as they are. */
I2cDevice.prototype.update = function (index, mask, value) {
  var before = this.register(index);
  var after = before & ~mask | value & mask;
  if (after !== before) {
    this.setRegister(index, after);
  }
  return after;
};

/* Is somebody there?  Does not count as a failure. */
I2cDevice.prototype.present = function () {
  return this._bus.write(this.address, []) === true;
};

/* Addresses that acknowledge, for the command line's `bus` command. */
I2cDevice.scan = function (bus) {
  var found = [];
  for (var address = 0x08; address < 0x78; address++) {
    if (bus.write(address, [])) {
      found.push(address);
    }
  }
  return found;
};

module.exports = I2cDevice;
