/*
 * Cyclic redundancy checks, each for one partner on the board:
 *   crc8      Sensirion humidity sensors (polynomial 0x31, start 0xFF)
 *   maxim     one-wire ROM codes (polynomial 0x8C reflected, start 0)
 *   modbus    the inverter on the RS-485 line
 *   xmodem    settings files, because it is short
 *   crc32     downloads
 */
"use strict";

function crc8(data, start, end) {
  var crc = 0xff;
  for (var i = start || 0; i < (end === undefined ? data.length : end); i++) {
    crc ^= data[i];
    for (var bit = 0; bit < 8; bit++) {
      crc = crc & 0x80 ? (crc << 1 ^ 0x31) & 0xff : crc << 1 & 0xff;
    }
  }
  return crc;
}

function maxim(data) {
  var crc = 0;
  for (var i = 0; i < data.length; i++) {
    var value = data[i];
    for (var bit = 0; bit < 8; bit++) {
      var mix = (crc ^ value) & 1;
      crc >>= 1;
      if (mix) {
        crc ^= 0x8c;
      }
      value >>= 1;
    }
  }
  return crc;
}

function modbus(data) {
  var crc = 0xffff;
  for (var i = 0; i < data.length; i++) {
    crc ^= data[i];
    for (var bit = 0; bit < 8; bit++) {
      crc = crc & 1 ? crc >> 1 ^ 0xa001 : crc >> 1;
    }
  }
  return crc;
}

function xmodem(data) {
  var crc = 0;
  for (var i = 0; i < data.length; i++) {
    crc ^= data[i] << 8;
    for (var bit = 0; bit < 8; bit++) {
      crc = crc & 0x8000 ? (crc << 1 ^ 0x1021) & 0xffff : crc << 1 & 0xffff;
    }
  }
  return crc;
}

// Sixteen entries instead of 256: half as fast, and a kilobyte less of heap.
var NIBBLES = (function () {
  var table = [];
  for (var n = 0; n < 16; n++) {
    var value = n;
    for (var bit = 0; bit < 4; bit++) {
      value = value & 1 ? value >>> 1 ^ 0xedb88320 : value >>> 1;
    }
    table.push(value >>> 0);
  }
  return table;
}());

/* Continues from `previous`, so a file can be checked in pieces. */
function crc32(data, previous) {
  var crc = ~(previous || 0);
  for (var i = 0; i < data.length; i++) {
    crc ^= data[i];
    crc = NIBBLES[crc & 15] ^ crc >>> 4;
    crc = NIBBLES[crc & 15] ^ crc >>> 4;
  }
  return ~crc >>> 0;
}

module.exports = { crc8: crc8, maxim: maxim, modbus: modbus, xmodem: xmodem, crc32: crc32 };
