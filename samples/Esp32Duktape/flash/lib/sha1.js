/*
 * SHA-1, for the WebSocket handshake and nothing else: RFC 6455 asks for it,
 * and there it proves good manners, not identity.
 */
"use strict";

var bytes = require("./bytes.js");

function rotate(value, count) {
  return value << count | value >>> 32 - count;
}

function digest(message) {
  var data = message.slice();
  var bitLength = message.length * 8;
  data.push(0x80);
  while (data.length % 64 !== 56) {
    data.push(0);
  }
  bytes.putU32be(data, Math.floor(bitLength / 0x100000000));
  bytes.putU32be(data, bitLength >>> 0);

  var h0 = 0x67452301;
  var h1 = 0xefcdab89 | 0;
  var h2 = 0x98badcfe | 0;
  var h3 = 0x10325476;
  var h4 = 0xc3d2e1f0 | 0;
  var w = [];

  for (var block = 0; block < data.length; block += 64) {
    var t;
    for (t = 0; t < 16; t++) {
      w[t] = bytes.u32be(data, block + 4 * t) | 0;
    }
    for (; t < 80; t++) {
      w[t] = rotate(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
    }

    var a = h0;
    var b = h1;
    var c = h2;
    var d = h3;
    var e = h4;
    for (t = 0; t < 80; t++) {
      var f;
      var k;
      if (t < 20) {
        f = b & c | ~b & d;
        k = 0x5a827999;
      } else if (t < 40) {
        f = b ^ c ^ d;
        k = 0x6ed9eba1;
      } else if (t < 60) {
        f = b & c | b & d | c & d;
        k = 0x8f1bbcdc;
      } else {
        f = b ^ c ^ d;
        k = 0xca62c1d6;
      }
      var next = rotate(a, 5) + f + e + k + w[t] | 0;
      e = d;
      d = c;
      c = rotate(b, 30);
      b = a;
      a = next;
    }
    h0 = h0 + a | 0;
    h1 = h1 + b | 0;
    h2 = h2 + c | 0;
    h3 = h3 + d | 0;
    h4 = h4 + e | 0;
  }

  var out = [];
  [h0, h1, h2, h3, h4].forEach(function (word) {
    bytes.putU32be(out, word >>> 0);
  });
  return out;
}

module.exports = {
  digest: digest,
  hex: function (message) {
    return bytes.toHex(digest(message));
  }
};
