/*
 * SHA-256 over pieces, because an update is far larger than the heap.
 *
 *   var h = new Sha256(); h.update(part1); h.update(part2); h.hex();
 *
 * The round constants are the fractional parts of cube roots of primes; they
 * are computed once instead of listed, which is shorter, and the moment it
 * takes is not missed in a download.
 */
"use strict";

var bytes = require("./bytes.js");

function fraction(root) {
  return (root - Math.floor(root)) * 0x100000000 | 0;
}

/*
 * Math.pow may be off by one unit in the last place, and 32 bits of fraction
 * of a root below 8 leave 18 bits of margin in a double: no constant is near
 * enough to an integer boundary for that to show.
 */
var tables = (function () {
  var start = [];
  var rounds = [];
  for (var candidate = 2; rounds.length < 64; candidate++) {
    var prime = true;
    for (var divisor = 2; divisor * divisor <= candidate; divisor++) {
      if (candidate % divisor === 0) {
        prime = false;
        break;
      }
    }
    if (prime) {
      if (start.length < 8) {
        start.push(fraction(Math.sqrt(candidate)));
      }
      rounds.push(fraction(Math.pow(candidate, 1 / 3)));
    }
  }
  return { start: start, rounds: rounds };
}());

function rotate(value, count) {
  return value >>> count | value << 32 - count;
}

function Sha256() {
  this._state = tables.start.slice();
  this._pending = [];
  this._length = 0;
  this._schedule = [];
}

Sha256.prototype._block = function (data, at) {
  var w = this._schedule;
  var s = this._state;
  var t;
  for (t = 0; t < 16; t++) {
    w[t] = bytes.u32be(data, at + 4 * t) | 0;
  }
  for (; t < 64; t++) {
    var x = w[t - 15];
    var y = w[t - 2];
    var s0 = rotate(x, 7) ^ rotate(x, 18) ^ x >>> 3;
    var s1 = rotate(y, 17) ^ rotate(y, 19) ^ y >>> 10;
    w[t] = w[t - 16] + s0 + w[t - 7] + s1 | 0;
  }
  var a = s[0], b = s[1], c = s[2], d = s[3], e = s[4], f = s[5], g = s[6], h = s[7];
  for (t = 0; t < 64; t++) {
    var sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    var choose = e & f ^ ~e & g;
    var t1 = h + sum1 + choose + tables.rounds[t] + w[t] | 0;
    var sum0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    var majority = a & b ^ a & c ^ b & c;
    var t2 = sum0 + majority | 0;
    h = g;
    g = f;
    f = e;
    e = d + t1 | 0;
    d = c;
    c = b;
    b = a;
    a = t1 + t2 | 0;
  }
  s[0] = s[0] + a | 0;
  s[1] = s[1] + b | 0;
  s[2] = s[2] + c | 0;
  s[3] = s[3] + d | 0;
  s[4] = s[4] + e | 0;
  s[5] = s[5] + f | 0;
  s[6] = s[6] + g | 0;
  s[7] = s[7] + h | 0;
};

Sha256.prototype.update = function (data) {
  this._length += data.length;
  var all = this._pending.length > 0 ? this._pending.concat(data) : data;
  var at = 0;
  while (at + 64 <= all.length) {
    this._block(all, at);
    at += 64;
  }
  this._pending = all.slice(at);
  return this;
};

/* Ends the message; the object is of no use afterwards. */
Sha256.prototype.digest = function () {
  var bits = this._length * 8;
  var tail = this._pending.slice();
  tail.push(0x80);
  while (tail.length % 64 !== 56) {
    tail.push(0);
  }
  bytes.putU32be(tail, Math.floor(bits / 0x100000000));
  bytes.putU32be(tail, bits >>> 0);
  for (var at = 0; at < tail.length; at += 64) {
    this._block(tail, at);
  }
  var out = [];
  this._state.forEach(function (word) {
    bytes.putU32be(out, word >>> 0);
  });
  return out;
};

Sha256.prototype.hex = function () {
  return bytes.toHex(this.digest());
};

module.exports = Sha256;
