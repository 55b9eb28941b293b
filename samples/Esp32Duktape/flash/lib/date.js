/*
 * Dates and time zones.
 *
 * The engine has no time zone data, so zones are given the POSIX way, such as
 * "CET-1CEST,M3.5.0,M10.5.0/3".  wall() returns a Date whose UTC fields hold
 * local time; everything that shows or schedules a time works on those.
 */
"use strict";

var MINUTE = 60 * 1000;
var HOUR = 60 * MINUTE;
var DAY = 24 * HOUR;

function pad(number, width) {
  var text = String(Math.abs(number));
  while (text.length < width) {
    text = "0" + text;
  }
  return number < 0 ? "-" + text : text;
}

/* ---- zones ---- */

function parseOffset(text) {
  var match = /^([+-]?)(\d{1,3})(?::(\d\d))?(?::(\d\d))?$/.exec(text);
  if (match === null) {
    throw new Error("bad time in zone: " + text);
  }
  var seconds = Number(match[2]) * 3600 + Number(match[3] || 0) * 60 + Number(match[4] || 0);
  return (match[1] === "-" ? -seconds : seconds) * 1000;
}

function parseRule(text) {
  var match = /^M(\d{1,2})\.([1-5])\.([0-6])(?:\/(.+))?$/.exec(text);
  if (match === null) {
    throw new Error("bad rule in zone: " + text);
  }
  return {
    month: Number(match[1]),
    week: Number(match[2]),
    weekday: Number(match[3]),
    time: match[4] ? parseOffset(match[4]) : 2 * HOUR
  };
}

function Zone(text) {
  var match = /^([A-Za-z]{3,}|<[^>]+>)([+-]?[\d:]+)(?:([A-Za-z]{3,}|<[^>]+>)([+-]?[\d:]+)?,([^,]+),([^,]+))?$/.exec(text);
  if (match === null) {
    throw new Error("cannot read zone: " + text);
  }
  this.name = match[1].replace(/[<>]/g, "");
  // POSIX counts west as positive; we count what has to be added to UTC.
  this.offset = -parseOffset(match[2]);
  this.summerName = null;
  if (match[3]) {
    this.summerName = match[3].replace(/[<>]/g, "");
    this.summerOffset = match[4] ? -parseOffset(match[4]) : this.offset + HOUR;
    this._begin = parseRule(match[5]);
    this._end = parseRule(match[6]);
  }
}

/* Local time of a rule in a year, as if local time were UTC. */
function ruleTime(rule, year) {
  var first = Date.UTC(year, rule.month - 1, 1);
  var shift = (rule.weekday - new Date(first).getUTCDay() + 7) % 7;
  var day = 1 + shift + (rule.week - 1) * 7;
  var lastDay = new Date(Date.UTC(year, rule.month, 0)).getUTCDate();
  while (day > lastDay) {
    day -= 7;
  }
  return first + (day - 1) * DAY + rule.time;
}

Zone.prototype.isSummer = function (utc) {
  if (this.summerName === null) {
    return false;
  }
  var year = new Date(utc + this.offset).getUTCFullYear();
  var begin = ruleTime(this._begin, year) - this.offset;
  var end = ruleTime(this._end, year) - this.summerOffset;
  // South of the equator summer begins late in the year and ends early.
  return begin < end ? utc >= begin && utc < end : utc >= begin || utc < end;
};

Zone.prototype.offsetAt = function (utc) {
  return this.isSummer(utc) ? this.summerOffset : this.offset;
};

Zone.prototype.wall = function (utc) {
  return new Date(utc + this.offsetAt(utc));
};

/*
 * The way back.  An hour that happens twice gives the first of the two; an
 * hour that is left out gives the moment after the jump.
 */
Zone.prototype.fromWall = function (wall) {
  if (this.summerName === null) {
    return wall - this.offset;
  }
  var early = wall - Math.max(this.offset, this.summerOffset);
  if (early + this.offsetAt(early) === wall) {
    return early;
  }
  return wall - Math.min(this.offset, this.summerOffset);
};

Zone.prototype.nameAt = function (utc) {
  return this.isSummer(utc) ? this.summerName : this.name;
};

/* ---- formats ---- */

/*
 * Letters: Y M D h m s S (milliseconds) w (weekday 1-7) W (ISO week) d (day of
 * year) E (weekday name) B (month name); doubled letters are padded; text in
 * brackets stays.  Names come from the caller, see app/i18n.js.
 */
function format(pattern, wall, names) {
  return pattern.replace(/\[([^\]]*)\]|YYYY|YY|MM?|DD?|hh?|mm?|ss?|SSS|w|WW?|ddd|d|E|B/g, function (token, literal) {
    if (token.charAt(0) === "[") {
      return literal;
    }
    switch (token) {
      case "YYYY": return pad(wall.getUTCFullYear(), 4);
      case "YY": return pad(wall.getUTCFullYear() % 100, 2);
      case "SSS": return pad(wall.getUTCMilliseconds(), 3);
      case "w": return String(wall.getUTCDay() || 7);
      case "ddd": return pad(dayOfYear(wall), 3);
      case "d": return String(dayOfYear(wall));
      case "E": return names ? names.days[wall.getUTCDay()] : "Sun Mon Tue Wed Thu Fri Sat".split(" ")[wall.getUTCDay()];
      case "B": return names ? names.months[wall.getUTCMonth()] : pad(wall.getUTCMonth() + 1, 2);
    }
    var value = 0;
    switch (token.charAt(0)) {
      case "M": value = wall.getUTCMonth() + 1; break;
      case "D": value = wall.getUTCDate(); break;
      case "h": value = wall.getUTCHours(); break;
      case "m": value = wall.getUTCMinutes(); break;
      case "s": value = wall.getUTCSeconds(); break;
      case "W": value = isoWeek(wall).week; break;
    }
    return pad(value, token.length);
  });
}

function dayOfYear(wall) {
  return Math.floor((wall.getTime() - Date.UTC(wall.getUTCFullYear(), 0, 1)) / DAY) + 1;
}

function isoWeek(wall) {
  // The week belongs to the year that holds its Thursday.
  var thursday = new Date(wall.getTime() + (4 - (wall.getUTCDay() || 7)) * DAY);
  return { year: thursday.getUTCFullYear(), week: Math.floor((dayOfYear(thursday) - 1) / 7) + 1 };
}

function iso(utc) {
  return format("YYYY-MM-DD[T]hh:mm:ss[Z]", new Date(utc));
}

/* Date of an HTTP header, always in English and in UTC. */
function http(utc) {
  var date = new Date(utc);
  var months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
  return format("E, DD ", date) + months[date.getUTCMonth()] + format(" YYYY hh:mm:ss [GMT]", date);
}

/* 93784 seconds are "1d 2h 3m 4s"; leading zero parts are left out. */
function duration(seconds) {
  var rest = Math.max(0, Math.floor(seconds));
  var parts = [];
  [["d", 86400], ["h", 3600], ["m", 60]].forEach(function (unit) {
    var count = Math.floor(rest / unit[1]);
    rest -= count * unit[1];
    if (count > 0 || parts.length > 0) {
      parts.push(count + unit[0]);
    }
  });
  parts.push(rest + "s");
  return parts.join(" ");
}

module.exports = {
  Zone: Zone, format: format, iso: iso, http: http, duration: duration,
  dayOfYear: dayOfYear, isoWeek: isoWeek, pad: pad,
  MINUTE: MINUTE, HOUR: HOUR, DAY: DAY
};
