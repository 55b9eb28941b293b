/*
 * Wireless manager.
 *
 * Joins the strongest known network, waits longer after each failure, and
 * after three rounds opens its own access point for ten minutes so that
 * somebody with a telephone can enter a network.  Then it tries again: a
 * router that was off overnight must not leave the house unattended.
 */
"use strict";

var Emitter = require("lib/emitter.js");
var Machine = require("lib/fsm.js");

var PORTAL_TIME = 10 * 60 * 1000;
var JOIN_TIME = 20 * 1000;
var ROUNDS = 3;

function WifiManager(options) {
  Emitter.call(this);
  var self = this;
  this._radio = options.radio;
  this._store = options.store;
  this._timers = options.timers;
  this._apName = options.apName;
  this._round = 0;
  this._candidates = [];
  this._attempt = 0;
  this.current = null;

  this._machine = new Machine({
    initial: "off",
    timers: options.timers,
    context: this,
    states: {
      off: { on: { start: "scanning" } },
      scanning: {
        enter: this._scan,
        timeout: [15000, "pausing"],
        on: { found: "joining", nothing: "pausing", stop: "off" }
      },
      joining: {
        enter: this._join,
        timeout: [JOIN_TIME, "choosing"],
        on: { joined: "online", failed: "choosing", stop: "off" }
      },
      choosing: {
        enter: this._choose,
        on: { found: "joining", nothing: "pausing", stop: "off" }
      },
      pausing: {
        enter: this._pause,
        on: { again: "scanning", giveUp: "portal", stop: "off" }
      },
      online: {
        enter: function () { this._round = 0; },
        leave: function () { this.current = null; },
        on: { lost: "scanning", stop: "off" }
      },
      portal: {
        enter: this._openPortal,
        leave: this._closePortal,
        timeout: [PORTAL_TIME, "scanning"],
        on: { configured: "scanning", stop: "off" }
      }
    }
  });
  this._machine.on("change", function (change) {
    self.emit("state", change.to, change.from);
  });
}
Emitter.extend(WifiManager);

WifiManager.prototype.start = function () {
  this._radio.start();
  this._machine.send("start");
};

WifiManager.prototype.stop = function () {
  this._machine.send("stop");
  this._radio.stop();
};

WifiManager.prototype.state = function () {
  return this._machine.state;
};

/* Known networks, as the settings keep them: a list of { ssid, phrase }. */
WifiManager.prototype.known = function () {
  var text = this._store.get("networks");
  if (!text) {
    return [];
  }
  try {
    return JSON.parse(text);
  } catch (e) {
    this.emit("problem", "list of networks is damaged");
    return [];
  }
};

WifiManager.prototype.remember = function (ssid, phrase) {
  var list = this.known().filter(function (network) {
    return network.ssid !== ssid;
  });
  list.unshift({ ssid: ssid, phrase: phrase });
  this._store.set("networks", JSON.stringify(list.slice(0, 5)));
  this._machine.send("configured");
};

WifiManager.prototype.forget = function (ssid) {
  this._store.set("networks", JSON.stringify(this.known().filter(function (network) {
    return network.ssid !== ssid;
  })));
};

/* Known and in reach, strongest first, one entry per name. */
WifiManager.rank = function (known, visible) {
  var strength = {};
  visible.forEach(function (station) {
    if (!strength.hasOwnProperty(station.ssid) || station.rssi > strength[station.ssid]) {
      strength[station.ssid] = station.rssi;
    }
  });
  return known.filter(function (network) {
    return strength.hasOwnProperty(network.ssid);
  }).sort(function (a, b) {
    return strength[b.ssid] - strength[a.ssid];
  });
};

WifiManager.prototype._scan = function () {
  var self = this;
  this._radio.scan(function (visible) {
    self._candidates = WifiManager.rank(self.known(), visible || []);
    self._attempt = -1;
    self.emit("scan", visible);
    self._machine.send(self._next() ? "found" : "nothing");
  });
};

WifiManager.prototype._next = function () {
  this._attempt += 1;
  return this._attempt < this._candidates.length;
};

WifiManager.prototype._choose = function () {
  this._machine.send(this._next() ? "found" : "nothing");
};

WifiManager.prototype._join = function () {
  var self = this;
  var network = this._candidates[this._attempt];
  var attempt = this._attempt;
  this.current = network.ssid;
  this._radio.join({ ssid: network.ssid, password: network.phrase }, function (error) {
    // An answer that comes after we have moved on is about something else.
    if (self._attempt !== attempt || self._machine.state !== "joining") {
      return;
    }
    if (error) {
      self.emit("problem", "cannot join " + network.ssid + ": " + error);
      self._machine.send("failed");
    } else {
      self._machine.send("joined");
    }
  });
};

WifiManager.prototype._pause = function () {
  var self = this;
  this._round += 1;
  if (this._round > ROUNDS || this.known().length === 0) {
    this._round = 0;
    this._machine.send("giveUp");
    return;
  }
  this._timers.after(5000 * this._round * this._round, function () {
    self._machine.send("again");
  });
};

WifiManager.prototype._openPortal = function () {
  var self = this;
  this._radio.host(this._apName, function () {
    self.emit("portal", self._apName);
  });
};

WifiManager.prototype._closePortal = function () {
  this._radio.stop();
  this._radio.start();
};

/* Told by whoever notices first that nothing gets through any more. */
WifiManager.prototype.connectionLost = function () {
  this._machine.send("lost");
};

/* Bars for the display, 0 to 4, from the received strength in dBm. */
WifiManager.bars = function (rssi) {
  if (!(rssi < 0)) {
    return 0;
  }
  return rssi > -55 ? 4 : rssi > -67 ? 3 : rssi > -75 ? 2 : rssi > -85 ? 1 : 0;
};

module.exports = WifiManager;
