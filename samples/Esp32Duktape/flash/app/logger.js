/*
 * Log of JSON lines.
 *
 * A line is { "t": time, "l": level, "s": source, "m": message, … }.  The last
 * lines stay in memory for the web page, warnings and errors also go to two
 * files that take turns, so that there is always one that is complete.
 */
"use strict";

var Ring = require("lib/ring.js");
var date = require("lib/date.js");

var LEVELS = ["debug", "info", "warn", "error"];
var FILE_LIMIT = 6000;
var FILES = ["log0.jsonl", "log1.jsonl"];
// A sensor with a loose wire must not wear out the flash.
var BURST = 10;
var BURST_WINDOW = 60000;

function Logger(options) {
  this._clock = options.clock || Date.now;
  this._write = options.write || function () {};
  this._store = options.store || null;
  this._level = 1;
  this._ring = new Ring(options.keep || 120);
  this._sinks = [];
  this._bursts = {};
  this._file = 0;
  this._pending = [];
  this._fileText = "";
  this.counts = { debug: 0, info: 0, warn: 0, error: 0, suppressed: 0 };
}

Logger.prototype.setLevel = function (name) {
  var index = LEVELS.indexOf(name);
  if (index < 0) {
    throw new Error("no log level '" + name + "'");
  }
  this._level = index;
};

Logger.prototype.addSink = function (sink) {
  this._sinks.push(sink);
};

/* True when a message may pass; the last one of a burst says so. */
Logger.prototype._admit = function (source, message, time) {
  var name = source + "|" + message;
  var entry = this._bursts[name];
  if (entry === undefined || time - entry.since > BURST_WINDOW) {
    this._bursts[name] = { since: time, count: 1 };
    return 1;
  }
  entry.count += 1;
  return entry.count < BURST ? 1 : entry.count === BURST ? 2 : 0;
};

Logger.prototype.log = function (level, source, message, fields) {
  var rank = LEVELS.indexOf(level);
  this.counts[level] += 1;
  if (rank < this._level) {
    return;
  }
  var time = this._clock();
  var admitted = this._admit(source, message, time);
  if (admitted === 0) {
    this.counts.suppressed += 1;
    return;
  }
  var record = { t: date.iso(time), l: level, s: source, m: message };
  if (fields) {
    Object.keys(fields).forEach(function (name) {
      // A reading with fifteen digits says no more than one with four.
      var value = fields[name];
      record[name] = typeof value === "number" && Math.floor(value) !== value ? Number(value.toPrecision(4)) : value;
    });
  }
  if (admitted === 2) {
    record.more = "suppressed for a minute";
  }
  var line = JSON.stringify(record);
  this._ring.push({ rank: rank, line: line });
  this._write(line);
  this._sinks.forEach(function (sink) {
    sink(record);
  });
  if (rank >= 2) {
    this._pending.push(line);
  }
};

LEVELS.forEach(function (level) {
  Logger.prototype[level] = function (source, message, fields) {
    this.log(level, source, message, fields);
  };
});

/* A logger that fills in its source. */
Logger.prototype.named = function (source) {
  var self = this;
  var out = {};
  LEVELS.forEach(function (level) {
    out[level] = function (message, fields) {
      self.log(level, source, message, fields);
    };
  });
  return out;
};

/* The newest lines at or above a level, oldest first. */
Logger.prototype.tail = function (level, count) {
  var rank = Math.max(0, LEVELS.indexOf(level));
  var lines = this._ring.toArray().filter(function (entry) {
    return entry.rank >= rank;
  }).map(function (entry) {
    return entry.line;
  });
  return lines.slice(-count);
};

/* Writes what is pending; called every few minutes and before a restart. */
Logger.prototype.flush = function () {
  if (this._store === null || this._pending.length === 0) {
    return 0;
  }
  var count = this._pending.length;
  var text = this._pending.join("\n") + "\n";
  this._pending = [];
  if (this._fileText.length + text.length > FILE_LIMIT) {
    this._file = 1 - this._file;
    this._fileText = "";
  }
  this._fileText += text;
  this._store(FILES[this._file], this._fileText);
  return count;
};

/* Forgets bursts that are over, so that the table does not grow for ever. */
Logger.prototype.sweep = function () {
  var now = this._clock();
  var bursts = this._bursts;
  Object.keys(bursts).forEach(function (name) {
    if (now - bursts[name].since > BURST_WINDOW) {
      delete bursts[name];
    }
  });
};

Logger.LEVELS = LEVELS;

module.exports = Logger;
