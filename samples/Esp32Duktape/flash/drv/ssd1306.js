/*
 * SSD1306 display, 128 by 64 dots, with a frame buffer in this program.
 *
 * The controller's memory is eight rows of bytes, each byte a column of eight
 * dots.  The buffer has the same form, and only the columns that changed since
 * the last flush are sent: a new minute on the clock costs 24 bytes, not 1024.
 */
"use strict";

var I2cDevice = require("./i2cdev.js");

var WIDTH = 128;
var HEIGHT = 64;
var PAGES = HEIGHT / 8;

var START_UP = [
  0xae,             // off while it is being set up
  0xd5, 0x80,       // clock
  0xa8, HEIGHT - 1, // rows
  0xd3, 0x00,       // no vertical shift
  0x40,             // first line
  0x8d, 0x14,       // charge pump on
  0x20, 0x02,       // page addressing
  0xa1, 0xc8,       // turned by 180 degrees: the cable leaves at the bottom
  0xda, 0x12,       // pin layout
  0x81, 0x5f,       // contrast
  0xd9, 0xf1, 0xdb, 0x40,
  0xa4, 0xa6,       // show memory, not inverted
  0xaf
];

function Ssd1306(bus, address) {
  this._device = new I2cDevice(bus, address || 0x3c, "ssd1306");
  this.width = WIDTH;
  this.height = HEIGHT;
  this._rows = [];
  this._dirtyFrom = [];
  this._dirtyTo = [];
  for (var page = 0; page < PAGES; page++) {
    this._rows.push(emptyRow());
    this._dirtyFrom.push(0);
    this._dirtyTo.push(WIDTH - 1);
  }
}

function emptyRow() {
  var row = [];
  for (var x = 0; x < WIDTH; x++) {
    row.push(0);
  }
  return row;
}

Ssd1306.prototype.begin = function () {
  this._device.command([0x00].concat(START_UP));
  this.flush();
};

Ssd1306.prototype._touch = function (page, x, value) {
  if (this._rows[page][x] === value) {
    return;
  }
  this._rows[page][x] = value;
  if (x < this._dirtyFrom[page]) {
    this._dirtyFrom[page] = x;
  }
  if (x > this._dirtyTo[page]) {
    this._dirtyTo[page] = x;
  }
};

Ssd1306.prototype.dot = function (x, y, on) {
  if (x < 0 || y < 0 || x >= WIDTH || y >= HEIGHT) {
    return;
  }
  var page = y >> 3;
  var bit = 1 << (y & 7);
  var before = this._rows[page][x];
  this._touch(page, x, on === false ? before & ~bit : before | bit);
};

Ssd1306.prototype.getDot = function (x, y) {
  return (this._rows[y >> 3][x] >> (y & 7) & 1) === 1;
};

Ssd1306.prototype.clear = function () {
  for (var page = 0; page < PAGES; page++) {
    for (var x = 0; x < WIDTH; x++) {
      this._touch(page, x, 0);
    }
  }
};

Ssd1306.prototype.fill = function (left, top, width, height, on) {
  for (var y = top; y < top + height; y++) {
    for (var x = left; x < left + width; x++) {
      this.dot(x, y, on);
    }
  }
};

Ssd1306.prototype.frame = function (left, top, width, height) {
  for (var x = left; x < left + width; x++) {
    this.dot(x, top);
    this.dot(x, top + height - 1);
  }
  for (var y = top; y < top + height; y++) {
    this.dot(left, y);
    this.dot(left + width - 1, y);
  }
};

/* Bresenham, all eight directions in one loop. */
Ssd1306.prototype.line = function (x0, y0, x1, y1) {
  var dx = Math.abs(x1 - x0);
  var dy = -Math.abs(y1 - y0);
  var sx = x0 < x1 ? 1 : -1;
  var sy = y0 < y1 ? 1 : -1;
  var error = dx + dy;
  for (;;) {
    this.dot(x0, y0);
    if (x0 === x1 && y0 === y1) {
      return;
    }
    var twice = 2 * error;
    if (twice >= dy) {
      error += dy;
      x0 += sx;
    }
    if (twice <= dx) {
      error += dx;
      y0 += sy;
    }
  }
};

/* A small chart: values scaled into a box, newest on the right. */
Ssd1306.prototype.plot = function (left, top, width, height, values) {
  if (values.length < 2) {
    return;
  }
  var low = Math.min.apply(null, values);
  var high = Math.max.apply(null, values);
  var span = high - low || 1;
  var previous = null;
  for (var i = 0; i < values.length; i++) {
    var x = left + Math.round(i * (width - 1) / (values.length - 1));
    var y = top + height - 1 - Math.round((values[i] - low) * (height - 1) / span);
    if (previous !== null) {
      this.line(previous.x, previous.y, x, y);
    }
    previous = { x: x, y: y };
  }
};

/* Sends what changed and returns how many bytes of picture that was. */
Ssd1306.prototype.flush = function () {
  var sent = 0;
  for (var page = 0; page < PAGES; page++) {
    var from = this._dirtyFrom[page];
    var to = this._dirtyTo[page];
    if (from <= to) {
      this._device.command([0x00, 0xb0 | page, 0x00 | from & 15, 0x10 | from >> 4]);
      // 32 bytes at a time: the driver's command link has no room for more.
      for (var x = from; x <= to; x += 32) {
        var piece = this._rows[page].slice(x, Math.min(x + 32, to + 1));
        this._device.command([0x40].concat(piece));
        sent += piece.length;
      }
      this._dirtyFrom[page] = WIDTH;
      this._dirtyTo[page] = -1;
    }
  }
  return sent;
};

Ssd1306.prototype.contrast = function (level) {
  this._device.command([0x00, 0x81, Math.max(0, Math.min(255, level))]);
};

Ssd1306.prototype.sleep = function (asleep) {
  this._device.command([0x00, asleep ? 0xae : 0xaf]);
};

module.exports = Ssd1306;
