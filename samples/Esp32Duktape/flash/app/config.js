/*
 * Configuration.
 *
 * data/config.json in the read-only tree holds every setting with its default.
 * What the owner changes is kept apart, as differences, in the writable file
 * system, so that an update can bring new defaults without losing anything.
 * The schema below decides what may be changed and within which limits.
 */
"use strict";

var Emitter = require("lib/emitter.js");
var crc = require("lib/crc.js");
var bytes = require("lib/bytes.js");

var DEFAULTS_PATH = "data/config.json";
var CHANGES_PATH = "changes.json";

var SCHEMA = {
  "site.name": { type: "text", longest: 32 },
  "site.language": { type: "choice", of: ["en", "de", "fr", "pl"] },
  "site.zone": { type: "text", longest: 48 },
  "site.latitude": { type: "number", low: -66, high: 66 },
  "site.longitude": { type: "number", low: -180, high: 180 },
  "site.altitude": { type: "number", low: -400, high: 4000 },
  "climate.day": { type: "number", low: 8, high: 32 },
  "climate.night": { type: "number", low: 3, high: 28 },
  "climate.ventAt": { type: "number", low: 10, high: 40 },
  "climate.frostAt": { type: "number", low: 0, high: 8 },
  "climate.deficit": { type: "number", low: 0.2, high: 2.5 },
  "climate.mostWind": { type: "number", low: 2, high: 25 },
  "light.hours": { type: "number", low: 0, high: 18 },
  "light.lux": { type: "number", low: 0, high: 40000 },
  "water.enabled": { type: "flag" },
  "water.tankLow": { type: "number", low: 2, high: 60 },
  "water.mostMinutes": { type: "number", low: 1, high: 60, whole: true },
  "water.rainSkip": { type: "number", low: 0, high: 50 },
  "mqtt.enabled": { type: "flag" },
  "mqtt.host": { type: "text", longest: 64 },
  "mqtt.port": { type: "number", low: 1, high: 65535, whole: true },
  "mqtt.prefix": { type: "text", longest: 32, pattern: /^[A-Za-z0-9_\/-]+$/ },
  "mqtt.period": { type: "number", low: 5, high: 3600, whole: true },
  "log.level": { type: "choice", of: ["debug", "info", "warn", "error"] },
  "update.channel": { type: "choice", of: ["stable", "beta", "nightly"] },
  "display.brightness": { type: "number", low: 0, high: 255, whole: true },
  "display.sleepAfter": { type: "number", low: 0, high: 3600, whole: true }
};

function Config(hal) {
  Emitter.call(this);
  this._hal = hal;
  this._defaults = {};
  this._changes = {};
  this.damaged = false;
}
Emitter.extend(Config);

/* { a: { b: 1 } } becomes { "a.b": 1 }; lists stay as they are. */
function flatten(value, prefix, out) {
  Object.keys(value).forEach(function (name) {
    var path = prefix === "" ? name : prefix + "." + name;
    if (value[name] !== null && typeof value[name] === "object" && !Array.isArray(value[name])) {
      flatten(value[name], path, out);
    } else {
      out[path] = value[name];
    }
  });
  return out;
}

Config.prototype.load = function () {
  var text = this._hal.readText(DEFAULTS_PATH);
  if (text === null) {
    throw new Error("no " + DEFAULTS_PATH + " in flash");
  }
  this._defaults = flatten(JSON.parse(text), "", {});
  this._changes = this._readChanges();
  return this;
};

/*
 * The file is one line of JSON after a check sum.  A file that was cut off by
 * a power failure is worth less than the defaults, and is told about.
 */
Config.prototype._readChanges = function () {
  var data = this._hal.readBytes(CHANGES_PATH);
  if (data === null) {
    return {};
  }
  var text = bytes.toUtf8(data);
  var line = text.indexOf("\n");
  var body = text.slice(line + 1);
  if (line !== 4 || crc.xmodem(bytes.fromUtf8(body)) !== parseInt(text.slice(0, 4), 16)) {
    this.damaged = true;
    return {};
  }
  var stored = JSON.parse(body);
  var valid = {};
  Object.keys(stored).forEach(function (path) {
    // A setting may have gone or got other limits since it was stored.
    if (check(path, stored[path]) === null) {
      valid[path] = stored[path];
    }
  });
  return valid;
};

Config.prototype._save = function () {
  var body = JSON.stringify(this._changes);
  var sum = crc.xmodem(bytes.fromUtf8(body)).toString(16);
  while (sum.length < 4) {
    sum = "0" + sum;
  }
  this._hal.writeText(CHANGES_PATH, sum + "\n" + body);
};

function check(path, value) {
  if (!SCHEMA.hasOwnProperty(path)) {
    return "is not a setting";
  }
  var rule = SCHEMA[path];
  switch (rule.type) {
    case "number":
      if (typeof value !== "number" || !isFinite(value)) {
        return "must be a number";
      }
      if (value < rule.low || value > rule.high) {
        return "must be between " + rule.low + " and " + rule.high;
      }
      return rule.whole && Math.floor(value) !== value ? "must be a whole number" : null;
    case "flag":
      return typeof value === "boolean" ? null : "must be true or false";
    case "choice":
      return rule.of.indexOf(value) >= 0 ? null : "must be one of " + rule.of.join(", ");
    case "text":
      if (typeof value !== "string" || value.length === 0) {
        return "must be a text";
      }
      if (bytes.fromUtf8(value).length > rule.longest) {
        return "is longer than " + rule.longest + " bytes";
      }
      return rule.pattern && !rule.pattern.test(value) ? "has characters that are not allowed" : null;
  }
  return "has a rule that nobody understands";
}

Config.prototype.get = function (path) {
  if (this._changes.hasOwnProperty(path)) {
    return this._changes[path];
  }
  if (!this._defaults.hasOwnProperty(path)) {
    throw new Error("no setting '" + path + "'");
  }
  return this._defaults[path];
};

/*
 * Changes several settings or none.  Returns a list of problems; when it is
 * empty the changes are stored and announced.
 */
Config.prototype.change = function (values) {
  var flat = flatten(values, "", {});
  var problems = [];
  Object.keys(flat).forEach(function (path) {
    var problem = check(path, flat[path]);
    if (problem !== null) {
      problems.push({ setting: path, problem: problem });
    }
  });
  if (problems.length === 0 && flat.hasOwnProperty("climate.night")) {
    var day = flat.hasOwnProperty("climate.day") ? flat["climate.day"] : this.get("climate.day");
    if (flat["climate.night"] > day) {
      problems.push({ setting: "climate.night", problem: "must not be above the day temperature" });
    }
  }
  if (problems.length > 0) {
    return problems;
  }
  var changed = [];
  var self = this;
  Object.keys(flat).forEach(function (path) {
    if (self.get(path) !== flat[path]) {
      if (self._defaults[path] === flat[path]) {
        delete self._changes[path];
      } else {
        self._changes[path] = flat[path];
      }
      changed.push(path);
    }
  });
  if (changed.length > 0) {
    this._save();
    changed.forEach(function (path) {
      self.emit("change", path, self.get(path));
    });
  }
  return [];
};

Config.prototype.reset = function () {
  var paths = Object.keys(this._changes);
  this._changes = {};
  this._hal.removeFile(CHANGES_PATH);
  var self = this;
  paths.forEach(function (path) {
    self.emit("change", path, self.get(path));
  });
};

/* All settings of the schema as a tree, for the settings page. */
Config.prototype.visible = function () {
  var out = {};
  var self = this;
  Object.keys(SCHEMA).forEach(function (path) {
    var dot = path.indexOf(".");
    var group = path.slice(0, dot);
    out[group] = out[group] || {};
    out[group][path.slice(dot + 1)] = self.get(path);
  });
  return out;
};

Config.SCHEMA = SCHEMA;

module.exports = Config;
