/*
 * Bytes are plain arrays of numbers from 0 to 255 in this firmware.  They are
 * larger than typed arrays but can be sliced, joined and printed everywhere,
 * and no packet here is longer than two kilobytes.
 */
"use strict";

/*
 * Text to UTF-8.  The engine keeps characters outside the basic plane as two
 * surrogates, which have to be joined first; half a pair becomes U+FFFD.
 */
function fromUtf8(text) {
  var out = [];
  for (var i = 0; i < text.length; i++) {
    var code = text.charCodeAt(i);
    if (code >= 0xd800 && code < 0xdc00 && i + 1 < text.length) {
      var low = text.charCodeAt(i + 1);
      if (low >= 0xdc00 && low < 0xe000) {
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        i += 1;
      }
    }
    if (code >= 0xd800 && code < 0xe000) {
      code = 0xfffd;
    }
    if (code < 0x80) {
      out.push(code);
    } else if (code < 0x800) {
      out.push(0xc0 | code >> 6, 0x80 | code & 63);
    } else if (code < 0x10000) {
      out.push(0xe0 | code >> 12, 0x80 | code >> 6 & 63, 0x80 | code & 63);
    } else {
      out.push(0xf0 | code >> 18, 0x80 | code >> 12 & 63, 0x80 | code >> 6 & 63, 0x80 | code & 63);
    }
  }
  return out;
}

/* UTF-8 to text; a damaged sequence gives one U+FFFD and costs one byte. */
function toUtf8(data, start, end) {
  var text = "";
  var i = start || 0;
  var stop = end === undefined ? data.length : end;
  while (i < stop) {
    var lead = data[i];
    var extra = lead < 0x80 ? 0 : lead >= 0xc2 && lead < 0xe0 ? 1 : lead >= 0xe0 && lead < 0xf0 ? 2 :
      lead >= 0xf0 && lead < 0xf5 ? 3 : -1;
    var code = extra <= 0 ? lead : lead & (0x3f >> extra);
    var valid = extra >= 0 && i + extra < stop;
    for (var k = 1; valid && k <= extra; k++) {
      valid = (data[i + k] & 0xc0) === 0x80;
      code = code << 6 | data[i + k] & 63;
    }
    if (valid && (extra === 2 && (code < 0x800 || code >= 0xd800 && code < 0xe000) || extra === 3 && (code < 0x10000 || code > 0x10ffff))) {
      valid = false;
    }
    if (!valid) {
      text += "\ufffd";
      i += 1;
      continue;
    }
    if (code >= 0x10000) {
      code -= 0x10000;
      text += String.fromCharCode(0xd800 | code >> 10, 0xdc00 | code & 0x3ff);
    } else {
      text += String.fromCharCode(code);
    }
    i += extra + 1;
  }
  return text;
}

/* One character per byte, for headers that are ASCII by definition. */
function fromLatin1(text) {
  var out = [];
  for (var i = 0; i < text.length; i++) {
    out.push(text.charCodeAt(i) & 0xff);
  }
  return out;
}

function toLatin1(data, start, end) {
  var text = "";
  var stop = end === undefined ? data.length : end;
  for (var i = start || 0; i < stop; i++) {
    text += String.fromCharCode(data[i]);
  }
  return text;
}

var DIGITS = "0123456789abcdef";

function toHex(data) {
  var text = "";
  for (var i = 0; i < data.length; i++) {
    text += DIGITS.charAt(data[i] >> 4) + DIGITS.charAt(data[i] & 15);
  }
  return text;
}

function fromHex(text) {
  var clean = text.replace(/[\s:-]/g, "").toLowerCase();
  if (clean.length % 2 !== 0 || /[^0-9a-f]/.test(clean)) {
    throw new Error("not hexadecimal: " + text);
  }
  var out = [];
  for (var i = 0; i < clean.length; i += 2) {
    out.push(DIGITS.indexOf(clean.charAt(i)) << 4 | DIGITS.indexOf(clean.charAt(i + 1)));
  }
  return out;
}

function u16be(data, at) {
  return data[at] << 8 | data[at + 1];
}

function u16le(data, at) {
  return data[at] | data[at + 1] << 8;
}

function s16be(data, at) {
  return u16be(data, at) << 16 >> 16;
}

function s16le(data, at) {
  return u16le(data, at) << 16 >> 16;
}

function s8(value) {
  return value << 24 >> 24;
}

function u32be(data, at) {
  return (data[at] << 24 | data[at + 1] << 16 | data[at + 2] << 8 | data[at + 3]) >>> 0;
}

function u32le(data, at) {
  return (data[at] | data[at + 1] << 8 | data[at + 2] << 16 | data[at + 3] << 24) >>> 0;
}

function putU16be(out, value) {
  out.push(value >> 8 & 0xff, value & 0xff);
}

function putU32be(out, value) {
  out.push(value >>> 24, value >>> 16 & 0xff, value >>> 8 & 0xff, value & 0xff);
}

function append(out, more) {
  for (var i = 0; i < more.length; i++) {
    out.push(more[i]);
  }
  return out;
}

function equal(a, b) {
  if (a.length !== b.length) {
    return false;
  }
  // No early exit: also used to compare digests.
  var difference = 0;
  for (var i = 0; i < a.length; i++) {
    difference |= a[i] ^ b[i];
  }
  return difference === 0;
}

/* To and from what the native functions take. */
function toNative(data) {
  var buffer = new Uint8Array(data.length);
  for (var i = 0; i < data.length; i++) {
    buffer[i] = data[i];
  }
  return buffer;
}

function fromNative(buffer, count) {
  var out = [];
  for (var i = 0; i < count; i++) {
    out.push(buffer[i]);
  }
  return out;
}

module.exports = {
  fromUtf8: fromUtf8, toUtf8: toUtf8,
  fromLatin1: fromLatin1, toLatin1: toLatin1,
  toHex: toHex, fromHex: fromHex,
  u16be: u16be, u16le: u16le, s16be: s16be, s16le: s16le, s8: s8, u32be: u32be, u32le: u32le,
  putU16be: putU16be, putU32be: putU32be,
  append: append, equal: equal,
  toNative: toNative, fromNative: fromNative
};
