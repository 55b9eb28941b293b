/*
 * Network time.
 *
 * The firmware's own client sets the clock but says neither when nor by how
 * much.  This file reads the answers of a time server, picks the best of
 * several exchanges and keeps an estimate of the crystal's drift, from which
 * the log knows how far a time stamp from an offline night can be off.
 */
"use strict";

var bytes = require("lib/bytes.js");

// Seconds between the epochs of NTP (1900) and of JavaScript (1970).
var EPOCH = 2208988800;

function putTimestamp(out, ms) {
  var seconds = Math.floor(ms / 1000);
  bytes.putU32be(out, (seconds + EPOCH) % 0x100000000);
  bytes.putU32be(out, Math.floor((ms / 1000 - seconds) * 0x100000000));
}

function timestamp(data, at) {
  var seconds = bytes.u32be(data, at);
  // The counter wraps in February 2036: small values are after that.
  if (seconds < 0x80000000) {
    seconds += 0x100000000;
  }
  return (seconds - EPOCH) * 1000 + bytes.u32be(data, at + 4) / 4294967.296;
}

/* A client request; the server gives the transmit time back to us. */
function request(now) {
  var out = [0x23];
  for (var i = 1; i < 40; i++) {
    out.push(0);
  }
  putTimestamp(out, now);
  return out;
}

/* Reads an answer that arrived at `arrived`; throws if it cannot be trusted. */
function response(data, arrived) {
  if (data.length < 48) {
    throw new Error("time answer of " + data.length + " bytes");
  }
  var leap = data[0] >> 6;
  var mode = data[0] & 7;
  var stratum = data[1];
  if (mode !== 4) {
    throw new Error("time answer in mode " + mode);
  }
  if (stratum === 0) {
    throw new Error("time server says " + bytes.toLatin1(data, 12, 16));
  }
  if (leap === 3 || stratum > 15) {
    throw new Error("time server is not in step itself");
  }
  var t1 = timestamp(data, 24);
  var t2 = timestamp(data, 32);
  var t3 = timestamp(data, 40);
  return {
    offset: (t2 - t1 + (t3 - arrived)) / 2,
    delay: arrived - t1 - (t3 - t2),
    stratum: stratum,
    leap: leap,
    precision: Math.pow(2, bytes.s8(data[3])) * 1000,
    dispersion: bytes.u32be(data, 8) / 65.536
  };
}

/*
 * The exchange with the shortest way there and back has the smallest possible
 * error, which is half of that way.
 */
function best(samples) {
  return samples.reduce(function (winner, sample) {
    return winner === null || sample.delay < winner.delay ? sample : winner;
  }, null);
}

function Discipline() {
  this._lastSync = null;
  this._drift = 0;
  this._syncs = 0;
  this._error = Infinity;
}

/* Notes a correction that has been made.  Drift is in parts per million. */
Discipline.prototype.corrected = function (now, offset, delay) {
  if (this._lastSync !== null) {
    var elapsed = now - this._lastSync;
    // Within a quarter of an hour the network's jitter outweighs the drift.
    if (elapsed > 15 * 60 * 1000) {
      var measured = offset / elapsed * 1e6;
      var weight = this._syncs < 4 ? 0.5 : 0.125;
      this._drift += (measured - this._drift) * weight;
    }
  }
  this._lastSync = now;
  this._error = Math.abs(delay) / 2;
  this._syncs += 1;
};

Discipline.prototype.drift = function () {
  return this._drift;
};

/* How many milliseconds the clock may be off at a moment. */
Discipline.prototype.uncertainty = function (now) {
  if (this._lastSync === null) {
    return Infinity;
  }
  var spread = Math.abs(this._drift) + (this._syncs < 4 ? 40 : 10);
  return this._error + (now - this._lastSync) * spread / 1e6;
};

/* Pause until the next exchange: longer the better the crystal is known. */
Discipline.prototype.nextPoll = function () {
  var exponent = Math.min(6 + this._syncs, 12);
  return Math.pow(2, exponent) * 1000;
};

module.exports = { request: request, response: response, best: best, Discipline: Discipline };
