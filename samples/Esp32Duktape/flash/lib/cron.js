/*
 * Calendar schedules in five fields: minute, hour, day of month, month, day of
 * week.  Understands lists, ranges, steps and English names, and works on the
 * fields of a wall clock, so that "06:00" stays six o'clock in summer.
 */
"use strict";

var FIELDS = [
  { name: "minute", low: 0, high: 59 },
  { name: "hour", low: 0, high: 23 },
  { name: "day", low: 1, high: 31 },
  { name: "month", low: 1, high: 12, words: "jan feb mar apr may jun jul aug sep oct nov dec" },
  { name: "weekday", low: 0, high: 6, words: "sun mon tue wed thu fri sat" }
];

var SHORTHANDS = {
  "@hourly": "0 * * * *",
  "@daily": "0 0 * * *",
  "@weekly": "0 0 * * 1",
  "@monthly": "0 0 1 * *"
};

function parseNumber(text, field) {
  var value;
  if (/^\d+$/.test(text)) {
    value = parseInt(text, 10);
    if (field.name === "weekday" && value === 7) {
      value = 0;
    }
  } else {
    value = -1;
    if (field.words) {
      var index = field.words.split(" ").indexOf(text.toLowerCase().slice(0, 3));
      value = index < 0 ? -1 : index + field.low;
    }
  }
  if (value < field.low || value > field.high) {
    throw new Error("'" + text + "' is no " + field.name);
  }
  return value;
}

function parseField(text, field) {
  var allowed = [];
  text.split(",").forEach(function (part) {
    var pieces = part.split("/");
    var step = pieces.length > 1 ? parseInt(pieces[1], 10) : 1;
    if (!(step >= 1) || pieces.length > 2) {
      throw new Error("bad step in '" + part + "'");
    }
    var first = field.low;
    var last = field.high;
    if (pieces[0] !== "*") {
      var bounds = pieces[0].split("-");
      first = parseNumber(bounds[0], field);
      last = bounds.length > 1 ? parseNumber(bounds[1], field) : (pieces.length > 1 ? field.high : first);
    }
    // A range that runs backwards wraps, as in "fri-mon" or "22-4".
    var span = last >= first ? last - first : last + (field.high - field.low + 1) - first;
    for (var i = 0; i <= span; i += step) {
      allowed[(first - field.low + i) % (field.high - field.low + 1) + field.low] = true;
    }
  });
  return allowed;
}

function Cron(expression) {
  var text = SHORTHANDS[expression] || expression;
  var parts = text.replace(/^\s+|\s+$/g, "").split(/\s+/);
  if (parts.length !== 5) {
    throw new Error("a schedule has five fields, this one has " + parts.length);
  }
  this.expression = expression;
  this._sets = parts.map(function (part, i) {
    return parseField(part, FIELDS[i]);
  });
  this._anyDay = parts[2] === "*";
  this._anyWeekday = parts[4] === "*";
}

/*
 * With both a day of month and a day of week given, either may match: that is
 * how the original behaves and what people copy from its manual.
 */
Cron.prototype._dayMatches = function (date) {
  if (!this._sets[3][date.getUTCMonth() + 1]) {
    return false;
  }
  var byDay = this._sets[2][date.getUTCDate()] === true;
  var byWeekday = this._sets[4][date.getUTCDay()] === true;
  if (this._anyDay || this._anyWeekday) {
    return byDay && byWeekday;
  }
  return byDay || byWeekday;
};

/* `wall` is a Date whose UTC fields hold local wall clock time. */
Cron.prototype.matches = function (wall) {
  return this._sets[0][wall.getUTCMinutes()] === true &&
    this._sets[1][wall.getUTCHours()] === true &&
    this._dayMatches(wall);
};

/* The next match strictly after `wall`, or null if four years hold none. */
Cron.prototype.next = function (wall) {
  var minute = 60 * 1000;
  var day = 24 * 60 * minute;
  var time = Math.floor(wall.getTime() / minute) * minute + minute;
  var end = time + 1462 * day;
  while (time < end) {
    var date = new Date(time);
    if (!this._dayMatches(date)) {
      time = Math.floor(time / day) * day + day;
    } else if (!this._sets[1][date.getUTCHours()]) {
      time = Math.floor(time / (60 * minute)) * 60 * minute + 60 * minute;
    } else if (!this._sets[0][date.getUTCMinutes()]) {
      time += minute;
    } else {
      return date;
    }
  }
  return null;
};

/* A list of named jobs that is asked once a minute what is due. */
function Schedule() {
  this._jobs = [];
  this._lastMinute = -1;
}

Schedule.prototype.add = function (name, expression, action) {
  this.remove(name);
  this._jobs.push({ name: name, cron: new Cron(expression), action: action });
};

Schedule.prototype.remove = function (name) {
  this._jobs = this._jobs.filter(function (job) {
    return job.name !== name;
  });
};

Schedule.prototype.tick = function (wall) {
  var minute = Math.floor(wall.getTime() / 60000);
  if (minute === this._lastMinute) {
    return [];
  }
  this._lastMinute = minute;
  var due = this._jobs.filter(function (job) {
    return job.cron.matches(wall);
  });
  due.forEach(function (job) {
    job.action(wall);
  });
  return due.map(function (job) {
    return job.name;
  });
};

Schedule.prototype.upcoming = function (wall) {
  return this._jobs.map(function (job) {
    return { name: job.name, at: job.cron.next(wall) };
  }).filter(function (entry) {
    return entry.at !== null;
  }).sort(function (a, b) {
    return a.at - b.at;
  });
};

module.exports = { Cron: Cron, Schedule: Schedule };
