/*
 * Base64 in both alphabets.  Encoding works on byte arrays; decoding takes
 * either alphabet, skips white space and insists on correct padding bits, for
 * a text that decodes to the same bytes in two spellings breaks comparisons.
 */
"use strict";

var STANDARD = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
var URL_SAFE = STANDARD.slice(0, 62) + "-_";

function encodeWith(alphabet, pad, data) {
  var text = "";
  var i;
  for (i = 0; i + 2 < data.length; i += 3) {
    var triple = data[i] << 16 | data[i + 1] << 8 | data[i + 2];
    text += alphabet.charAt(triple >> 18) + alphabet.charAt(triple >> 12 & 63) +
      alphabet.charAt(triple >> 6 & 63) + alphabet.charAt(triple & 63);
  }
  if (data.length - i === 1) {
    text += alphabet.charAt(data[i] >> 2) + alphabet.charAt((data[i] & 3) << 4) + (pad ? "==" : "");
  } else if (data.length - i === 2) {
    text += alphabet.charAt(data[i] >> 2) + alphabet.charAt((data[i] & 3) << 4 | data[i + 1] >> 4) +
      alphabet.charAt((data[i + 1] & 15) << 2) + (pad ? "=" : "");
  }
  return text;
}

function valueOf(character) {
  if (character === "-") {
    return 62;
  }
  if (character === "_") {
    return 63;
  }
  return STANDARD.indexOf(character);
}

function decode(text) {
  var clean = text.replace(/\s+/g, "");
  var body = clean.replace(/=+$/, "");
  if (clean.length - body.length > 2 || body.length % 4 === 1) {
    throw new Error("base64 text has a wrong length");
  }
  var out = [];
  var held = 0;
  var bits = 0;
  for (var i = 0; i < body.length; i++) {
    var value = valueOf(body.charAt(i));
    if (value < 0) {
      throw new Error("base64 text has a bad character at " + i);
    }
    held = (held << 6 | value) & 0xfff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out.push(held >> bits & 0xff);
    }
  }
  if ((held & (1 << bits) - 1) !== 0) {
    throw new Error("base64 text ends in stray bits");
  }
  return out;
}

module.exports = {
  encode: function (data) {
    return encodeWith(STANDARD, true, data);
  },
  encodeUrl: function (data) {
    return encodeWith(URL_SAFE, false, data);
  },
  decode: decode
};
