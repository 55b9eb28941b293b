/*
 * What the small display shows.
 *
 * Four pages take turns every eight seconds: climate, water, a chart of the
 * last day, and the network.  An alarm replaces the turns until it is seen.
 * Pages are functions that draw into the panel; none of them keeps state.
 */
"use strict";

var date = require("lib/date.js");
var WifiManager = require("net/wifi.js");

var PAGE_TIME = 8000;

function Display(options) {
  this._panel = options.panel;
  this._small = options.small;
  this._medium = options.medium;
  this._large = options.large;
  this._i18n = options.i18n;
  this._house = options.house;
  this._page = 0;
  this._turnedAt = 0;
  this._asleep = false;
  this._lastTouch = -1;
  this._pages = [this._climatePage, this._waterPage, this._chartPage, this._networkPage];
}

/* The button: wakes the panel, or sees an alarm, or turns the page. */
Display.prototype.button = function (time) {
  this._lastTouch = time;
  if (this._asleep) {
    this._asleep = false;
    this._panel.sleep(false);
    return "wake";
  }
  var alarms = this._house.alarms.active().filter(function (alarm) {
    return alarm.state === "raised";
  });
  if (alarms.length > 0) {
    this._house.alarms.acknowledge(alarms[0].id);
    return "seen";
  }
  this._turn(time);
  return "turn";
};

Display.prototype._turn = function (time) {
  this._page = (this._page + 1) % this._pages.length;
  this._turnedAt = time;
};

Display.prototype.update = function (time, sleepAfter) {
  var state = this._house.snapshot();
  var alarms = this._house.alarms.active();
  var urgent = alarms.length > 0 && alarms[0].state === "raised";

  if (this._lastTouch < 0) {
    // Starting counts as a touch: whoever switched it on is looking at it.
    this._lastTouch = time;
  }
  if (sleepAfter > 0 && !urgent && time - this._lastTouch > sleepAfter * 1000) {
    if (!this._asleep) {
      this._asleep = true;
      this._panel.sleep(true);
    }
    return 0;
  }
  if (this._asleep) {
    this._asleep = false;
    this._panel.sleep(false);
  }

  this._panel.clear();
  this._statusLine(state, time);
  if (urgent) {
    this._alarmPage(alarms[0], time);
  } else {
    if (time - this._turnedAt > PAGE_TIME) {
      this._turn(time);
    }
    this._pages[this._page].call(this, state, time);
  }
  return this._panel.flush();
};

Display.prototype._statusLine = function (state, time) {
  var wall = this._house.zone.wall(time);
  this._small.draw(this._panel, 0, 0, date.format("hh:mm", wall));
  this._small.drawCentred(this._panel, 0, 128, 0, this._small.fit(state.name, 66));
  this._bars(116, 0, WifiManager.bars(state.network.rssi));
  this._panel.line(0, 9, 127, 9);
};

/* Four columns of rising height, empty ones as a single dot. */
Display.prototype._bars = function (x, y, count) {
  for (var i = 0; i < 4; i++) {
    if (i < count) {
      this._panel.fill(x + i * 3, y + 6 - i * 2, 2, 1 + i * 2, true);
    } else {
      this._panel.dot(x + i * 3, y + 6);
    }
  }
};

Display.prototype._row = function (y, label, value) {
  this._small.draw(this._panel, 0, y, this._small.fit(this._i18n.text(label), 70));
  this._small.drawRight(this._panel, 128, y, value);
};

Display.prototype._climatePage = function (state) {
  var i18n = this._i18n;
  this._large.draw(this._panel, 0, 13, i18n.number(state.inside.temperature, 1) + "°");
  this._small.drawRight(this._panel, 128, 13, i18n.number(state.inside.humidity, 0) + " %");
  this._small.drawRight(this._panel, 128, 23, i18n.text("kpa", { value: state.control.deficit }));
  this._row(38, "vent", i18n.number(state.control.vent * 100, 0) + " %");
  this._row(47, "heat", i18n.number(state.control.heat * 100, 0) + " %");
  this._row(56, "outside", i18n.number(state.outside.temperature, 1) + "°");
};

Display.prototype._waterPage = function (state, time) {
  var self = this;
  var y = 13;
  state.water.zones.slice(0, 4).forEach(function (zone) {
    self._small.draw(self._panel, 0, y, self._small.fit(zone.name, 58));
    // The bar is full when the plants have all they can use.
    var full = Math.max(0, Math.min(1, 1 - zone.depletion / (2 * zone.allowance)));
    self._panel.frame(64, y, 64, 7);
    self._panel.fill(66, y + 2, Math.round(60 * full), 3, true);
    y += 10;
  });
  var active = state.water.active;
  if (active !== null) {
    var left = Math.max(0, active.until - time) / 60000;
    this._small.draw(this._panel, 0, 56, this._i18n.text("watering", { zone: active.zone, minutes: Math.ceil(left) }));
  } else {
    this._row(56, "tank", this._i18n.number(state.tank, 0) + " %");
  }
};

Display.prototype._chartPage = function (state, time) {
  var samples = this._house.history("inside.temperature", time - date.DAY) || [];
  var values = samples.map(function (sample) {
    return sample[1];
  });
  this._panel.frame(0, 12, 128, 43);
  this._panel.plot(2, 14, 124, 39, values);
  if (values.length > 0) {
    var i18n = this._i18n;
    this._small.draw(this._panel, 0, 57, i18n.number(Math.min.apply(null, values), 1));
    this._small.drawCentred(this._panel, 0, 128, 57, i18n.text("last24"));
    this._small.drawRight(this._panel, 128, 57, i18n.number(Math.max.apply(null, values), 1));
  }
};

Display.prototype._networkPage = function (state) {
  this._row(13, "network", this._small.fit(state.network.ssid || this._i18n.text("none"), 56));
  this._row(23, "address", state.network.address);
  this._row(33, "broker", this._i18n.text(state.network.broker ? "yes" : "no"));
  this._row(43, "version", state.version);
  this._row(53, "uptime", date.duration(state.uptime / 1000).split(" ").slice(0, 2).join(" "));
};

Display.prototype._alarmPage = function (alarm, time) {
  var blink = Math.floor(time / 500) % 2 === 0;
  var self = this;
  this._medium.drawCentred(this._panel, 0, 128, 12, this._i18n.text("severity." + alarm.severity), { invert: blink });
  this._small.wrap(this._i18n.text(alarm.text, { value: alarm.value }), 124).slice(0, 2).forEach(function (line, i) {
    self._small.drawCentred(self._panel, 0, 128, 32 + i * 10, line);
  });
  this._small.drawCentred(this._panel, 0, 128, 56, this._i18n.text("pressButton"));
};

module.exports = Display;
