/*
 * Languages.
 *
 * A language file is a flat map from names to texts.  Texts may have places
 * for values, {name} or {name:1} for one decimal, and plural forms as a list:
 *
 *   "zones": ["{n} zone", "{n} zones"]
 *
 * Which form belongs to which number differs; the rule comes with the file,
 * under "_plural", as one of the names below.
 */
"use strict";

var PLURALS = {
  one: function (n) {
    return n === 1 ? 0 : 1;
  },
  zeroOne: function (n) {
    return n < 2 ? 0 : 1;
  },
  polish: function (n) {
    var last = n % 10;
    var lastTwo = n % 100;
    if (n === 1) {
      return 0;
    }
    return last >= 2 && last <= 4 && (lastTwo < 12 || lastTwo > 14) ? 1 : 2;
  }
};

function I18n(read) {
  this._read = read;
  this._texts = {};
  this._fallback = {};
  this.language = null;
  this.missing = {};
}

I18n.prototype._file = function (language) {
  var text = this._read("lang/" + language + ".json");
  if (text === null) {
    throw new Error("no language file for '" + language + "'");
  }
  return JSON.parse(text);
};

I18n.prototype.use = function (language, fallback) {
  this._texts = this._file(language);
  this._fallback = fallback && fallback !== language ? this._file(fallback) : {};
  this.language = language;
  this.missing = {};
  return this;
};

I18n.prototype._lookUp = function (name) {
  if (Object.prototype.hasOwnProperty.call(this._texts, name)) {
    return this._texts[name];
  }
  this.missing[name] = true;
  return Object.prototype.hasOwnProperty.call(this._fallback, name) ? this._fallback[name] : null;
};

/* 12345.6 with one decimal is 12 345,6 in French and 12,345.6 in English. */
I18n.prototype.number = function (value, decimals) {
  if (typeof value !== "number" || !isFinite(value)) {
    return "–";
  }
  var parts = Math.abs(value).toFixed(decimals || 0).split(".");
  var group = this._texts._group || "";
  var whole = parts[0];
  // Four digits stay together: 1013 hPa and the year look odd otherwise.
  if (whole.length > 4) {
    whole = whole.replace(/\B(?=(\d{3})+$)/g, group);
  }
  var rest = parts.length > 1 ? (this._texts._decimal || ".") + parts[1] : "";
  var negative = value < 0 && Number(parts.join(".")) !== 0;
  return (negative ? "\u2212" : "") + whole + rest;
};

I18n.prototype.text = function (name, values) {
  var found = this._lookUp(name);
  if (found === null) {
    return name;
  }
  if (Array.isArray(found)) {
    var rule = PLURALS[this._texts._plural] || PLURALS.one;
    var index = Math.min(rule(Math.floor(Math.abs(values && values.n || 0))), found.length - 1);
    found = found[index];
  }
  var self = this;
  return found.replace(/\{(\w+)(?::(\d))?\}/g, function (whole, field, decimals) {
    if (!values || values[field] === undefined) {
      return whole;
    }
    var value = values[field];
    return typeof value === "number" ? self.number(value, Number(decimals || 0)) : String(value);
  });
};

/* Names of days and months in the form lib/date.js wants. */
I18n.prototype.calendar = function () {
  return {
    days: this.text("days").split(" "),
    months: this.text("months").split(" ")
  };
};

I18n.prototype.date = function (style) {
  return this.text("date." + style);
};

/* Picks the best of what a browser offers: "de-CH,de;q=0.9,en;q=0.8". */
I18n.negotiate = function (header, available) {
  var wishes = (header || "").split(",").map(function (part, order) {
    var match = /^\s*([A-Za-z]{2,3})(?:-[A-Za-z0-9-]+)?\s*(?:;\s*q=([\d.]+))?\s*$/.exec(part);
    return match === null ? null : { language: match[1].toLowerCase(), weight: match[2] === undefined ? 1 : Number(match[2]), order: order };
  }).filter(function (wish) {
    return wish !== null && wish.weight > 0 && available.indexOf(wish.language) >= 0;
  }).sort(function (a, b) {
    return b.weight - a.weight || a.order - b.order;
  });
  return wishes.length > 0 ? wishes[0].language : available[0];
};

module.exports = I18n;
