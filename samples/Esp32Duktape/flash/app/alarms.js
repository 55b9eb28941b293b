/*
 * Alarms.
 *
 * A rule watches one reading.  It has to be violated for a while before the
 * alarm is raised and has to be well again for a while before it ends, and an
 * alarm that somebody has seen stays quiet until it gets worse.
 *
 * States of an alarm: clear, pending, raised, seen, ending.
 */
"use strict";

var Emitter = require("lib/emitter.js");

var SEVERITIES = ["notice", "warning", "critical"];

function compileCondition(text) {
  var match = /^\s*(<=|>=|<|>|=|!=)\s*(-?\d+(?:\.\d+)?)\s*$/.exec(text);
  if (match === null) {
    if (/^\s*missing\s*$/.test(text)) {
      return {
        test: function (value) { return !isFinite(value); },
        eased: function (value) { return isFinite(value); }
      };
    }
    throw new Error("cannot read condition: " + text);
  }
  var limit = Number(match[2]);
  // The way back needs some distance from the limit, two percent of it but
  // at least 0.3, or an alarm at 4.0 degrees flutters all night.
  var margin = Math.max(0.3, Math.abs(limit) * 0.02);
  var tests = {
    "<": [function (v) { return v < limit; }, function (v) { return v >= limit + margin; }],
    "<=": [function (v) { return v <= limit; }, function (v) { return v > limit + margin; }],
    ">": [function (v) { return v > limit; }, function (v) { return v <= limit - margin; }],
    ">=": [function (v) { return v >= limit; }, function (v) { return v < limit - margin; }],
    "=": [function (v) { return v === limit; }, function (v) { return v !== limit; }],
    "!=": [function (v) { return v !== limit; }, function (v) { return v === limit; }]
  };
  return { test: tests[match[1]][0], eased: tests[match[1]][1] };
}

function Alarms() {
  Emitter.call(this);
  this._rules = [];
  this._muted = {};
}
Emitter.extend(Alarms);

/*
 * rule: { id, reading, when, after, until, severity, text }
 * `after` and `until` are seconds.
 */
Alarms.prototype.add = function (rule) {
  if (SEVERITIES.indexOf(rule.severity) < 0) {
    throw new Error("alarm " + rule.id + " has the severity '" + rule.severity + "'");
  }
  if (this._find(rule.id) !== null) {
    throw new Error("alarm exists: " + rule.id);
  }
  this._rules.push({
    rule: rule,
    condition: compileCondition(rule.when),
    state: "clear",
    since: 0,
    value: NaN,
    worst: NaN,
    raisedAt: 0,
    times: 0
  });
};

Alarms.prototype.load = function (list) {
  list.forEach(this.add, this);
  return this;
};

Alarms.prototype._find = function (id) {
  for (var i = 0; i < this._rules.length; i++) {
    if (this._rules[i].rule.id === id) {
      return this._rules[i];
    }
  }
  return null;
};

/* Feeds readings, a map of names to numbers, at a time in milliseconds. */
Alarms.prototype.update = function (readings, time) {
  var self = this;
  this._rules.forEach(function (entry) {
    if (!readings.hasOwnProperty(entry.rule.reading)) {
      return;
    }
    var value = readings[entry.rule.reading];
    self._step(entry, value === null ? NaN : value, time);
  });
};

Alarms.prototype._step = function (entry, value, time) {
  var bad = entry.condition.test(value);
  var well = entry.condition.eased(value);
  entry.value = value;
  switch (entry.state) {
    case "clear":
      if (bad) {
        entry.state = "pending";
        entry.since = time;
      }
      break;
    case "raised":
    case "seen":
      if (well) {
        entry.before = entry.state;
        entry.state = "ending";
        entry.since = time;
      } else if (bad && isWorse(entry, value)) {
        entry.worst = value;
        if (entry.state === "seen") {
          entry.state = "raised";
          this.emit("raise", this._describe(entry), "worse");
        }
      }
      break;
    case "ending":
      if (!well) {
        entry.state = entry.before;
      }
      break;
  }
  if (entry.state === "pending") {
    if (!bad) {
      entry.state = "clear";
    } else if (time - entry.since >= (entry.rule.after || 0) * 1000) {
      entry.state = "raised";
      entry.raisedAt = time;
      entry.worst = value;
      entry.times += 1;
      if (!this._isMuted(entry, time)) {
        this.emit("raise", this._describe(entry), "new");
      }
    }
  } else if (entry.state === "ending" && time - entry.since >= (entry.rule.until || 60) * 1000) {
    entry.state = "clear";
    this.emit("clear", this._describe(entry), time - entry.raisedAt);
  }
};

/* Ten percent beyond the worst value so far counts as worse. */
function isWorse(entry, value) {
  var direction = entry.rule.when.indexOf("<") >= 0 ? -1 : 1;
  return (value - entry.worst) * direction > Math.max(0.5, Math.abs(entry.worst) * 0.1);
}

Alarms.prototype._describe = function (entry) {
  return {
    id: entry.rule.id,
    reading: entry.rule.reading,
    severity: entry.rule.severity,
    text: entry.rule.text,
    state: entry.state,
    value: entry.value,
    worst: entry.worst,
    raisedAt: entry.raisedAt,
    times: entry.times
  };
};

Alarms.prototype.acknowledge = function (id) {
  var entry = this._find(id);
  if (entry === null || entry.state !== "raised") {
    return false;
  }
  entry.state = "seen";
  this.emit("seen", this._describe(entry));
  return true;
};

/* Silences a reading while somebody works on its sensor. */
Alarms.prototype.mute = function (reading, until) {
  this._muted[reading] = until;
};

Alarms.prototype._isMuted = function (entry, time) {
  return this._muted.hasOwnProperty(entry.rule.reading) && time < this._muted[entry.rule.reading];
};

/* What is wrong now, worst first. */
Alarms.prototype.active = function () {
  var self = this;
  return this._rules.filter(function (entry) {
    return entry.state === "raised" || entry.state === "seen" || entry.state === "ending";
  }).map(function (entry) {
    return self._describe(entry);
  }).sort(function (a, b) {
    return SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) || a.raisedAt - b.raisedAt;
  });
};

module.exports = Alarms;
