/*
 * Bitmap fonts.
 *
 * File format, all numbers little-endian:
 *
 *   0   4  "FNT1"
 *   4   1  height in dots
 *   5   1  base line, counted from the top
 *   6   1  dots between two characters
 *   7   1  flags, 1 = all characters have one width
 *   8   2  number of characters
 *   10  2  index of the character shown for those that are missing
 *   12  …  per character: code point u16, width u8, reserved u8, offset u16
 *          from the start of the dots; sorted by code point
 *   …   …  dots, column by column, each column ceil(height / 8) bytes with the
 *          lowest bit on top
 */
"use strict";

var bytes = require("lib/bytes.js");

var ENTRY = 6;

function Font(data) {
  if (bytes.toLatin1(data, 0, 4) !== "FNT1") {
    throw new Error("not a font");
  }
  this.height = data[4];
  this.baseLine = data[5];
  this.gap = data[6];
  this.fixed = (data[7] & 1) === 1;
  this._count = bytes.u16le(data, 8);
  this._missing = bytes.u16le(data, 10);
  this._columnBytes = Math.ceil(this.height / 8);
  this._dots = 12 + this._count * ENTRY;
  this._data = data;
  if (this._missing >= this._count) {
    throw new Error("font has no character for missing ones");
  }
}

Font.prototype._index = function (code) {
  var low = 0;
  var high = this._count - 1;
  while (low <= high) {
    var middle = low + high >> 1;
    var here = bytes.u16le(this._data, 12 + middle * ENTRY);
    if (here === code) {
      return middle;
    }
    if (here < code) {
      low = middle + 1;
    } else {
      high = middle - 1;
    }
  }
  return -1;
};

Font.prototype.has = function (code) {
  return this._index(code) >= 0;
};

Font.prototype._glyph = function (code) {
  var index = this._index(code);
  if (index < 0) {
    index = this._missing;
  }
  var at = 12 + index * ENTRY;
  return { width: this._data[at + 2], dots: this._dots + bytes.u16le(this._data, at + 4) };
};

Font.prototype.measure = function (text) {
  var width = 0;
  for (var i = 0; i < text.length; i++) {
    width += this._glyph(text.charCodeAt(i)).width + this.gap;
  }
  return Math.max(0, width - this.gap);
};

/*
 * Draws into anything with dot(x, y, on) and returns the x after the text.
 * options: scale 1-4, invert (dark on light).
 */
Font.prototype.draw = function (target, x, y, text, options) {
  var scale = options && options.scale || 1;
  var ink = !(options && options.invert);
  if (!ink) {
    target.fill(x - 1, y - 1, this.measure(text) * scale + 2, this.height * scale + 2, true);
  }
  for (var i = 0; i < text.length; i++) {
    var glyph = this._glyph(text.charCodeAt(i));
    this._stamp(target, x, y, glyph, scale, ink);
    x += (glyph.width + this.gap) * scale;
  }
  return x - this.gap * scale;
};

Font.prototype._stamp = function (target, x, y, glyph, scale, ink) {
  for (var column = 0; column < glyph.width; column++) {
    for (var row = 0; row < this.height; row++) {
      var value = this._data[glyph.dots + column * this._columnBytes + (row >> 3)];
      if (value >> (row & 7) & 1) {
        for (var dx = 0; dx < scale; dx++) {
          for (var dy = 0; dy < scale; dy++) {
            target.dot(x + column * scale + dx, y + row * scale + dy, ink);
          }
        }
      }
    }
  }
};

Font.prototype.drawRight = function (target, right, y, text, options) {
  var scale = options && options.scale || 1;
  return this.draw(target, right - this.measure(text) * scale, y, text, options);
};

Font.prototype.drawCentred = function (target, left, width, y, text, options) {
  var scale = options && options.scale || 1;
  return this.draw(target, left + Math.round((width - this.measure(text) * scale) / 2), y, text, options);
};

/* Shortens a text to a width, with an ellipsis where something is missing. */
Font.prototype.fit = function (text, width) {
  if (this.measure(text) <= width) {
    return text;
  }
  var cut = text;
  while (cut.length > 1 && this.measure(cut + "\u2026") > width) {
    cut = cut.slice(0, -1).replace(/\s+$/, "");
  }
  return cut + "\u2026";
};

/* Breaks at spaces; a word wider than the line is cut where it has to be. */
Font.prototype.wrap = function (text, width) {
  var lines = [];
  var line = "";
  var self = this;
  text.split(" ").forEach(function (word) {
    var longer = line === "" ? word : line + " " + word;
    if (self.measure(longer) <= width) {
      line = longer;
      return;
    }
    if (line !== "") {
      lines.push(line);
    }
    line = word;
    while (self.measure(line) > width && line.length > 1) {
      var take = line.length - 1;
      while (take > 1 && self.measure(line.slice(0, take)) > width) {
        take -= 1;
      }
      lines.push(line.slice(0, take));
      line = line.slice(take);
    }
  });
  if (line !== "" || lines.length === 0) {
    lines.push(line);
  }
  return lines;
};

module.exports = Font;
