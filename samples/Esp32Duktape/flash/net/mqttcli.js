/*
 * MQTT session: connects, keeps the line alive, repeats what was not
 * acknowledged, and after a loss comes back with growing pauses.
 *
 * The transport is a function that returns an object with on(), write() and
 * close(), so the session can be run against a broker made of two arrays.
 */
"use strict";

var Emitter = require("lib/emitter.js");
var bytes = require("lib/bytes.js");
var mqtt = require("net/mqtt.js");

var FIRST_PAUSE = 2000;
var LONGEST_PAUSE = 5 * 60 * 1000;
var RESEND_AFTER = 15000;
var QUEUE_LIMIT = 24;

function Client(options) {
  Emitter.call(this);
  this._options = options;
  this._timers = options.timers;
  this._clock = options.clock || Date.now;
  this._socket = null;
  this._connected = false;
  this._nextId = 1;
  this._inFlight = {};
  this._waiting = [];
  this._filters = {};
  this._pause = FIRST_PAUSE;
  this._wanted = false;
  this._lastSent = 0;
  this._pingSentAt = 0;
  this._retryTimer = null;
  this._tickTimer = null;
  this.counters = { sent: 0, received: 0, resent: 0, dropped: 0, connects: 0 };
}
Emitter.extend(Client);

Client.prototype.start = function () {
  if (!this._wanted) {
    this._wanted = true;
    this._open();
    this._tickTimer = this._timers.every(1000, this._tick.bind(this));
  }
};

Client.prototype.stop = function () {
  this._wanted = false;
  this._timers.cancel(this._tickTimer);
  this._timers.cancel(this._retryTimer);
  this._retryTimer = null;
  if (this._socket !== null) {
    if (this._connected) {
      this._send({ type: "disconnect" });
    }
    this._socket.close();
  }
};

Client.prototype.isConnected = function () {
  return this._connected;
};

Client.prototype._open = function () {
  var self = this;
  var socket;
  this._retryTimer = null;
  try {
    socket = this._options.connect();
  } catch (e) {
    this._lost(e.message);
    return;
  }
  this._socket = socket;
  var decoder = new mqtt.Decoder(this._receive.bind(this));
  socket.on("connect", function () {
    self._send({
      type: "connect",
      clientId: self._options.clientId,
      clean: false,
      keepAlive: self._options.keepAlive,
      will: self._options.will
    });
  });
  socket.on("data", function (data) {
    try {
      decoder.push(data);
    } catch (e) {
      self.emit("problem", e.message);
      socket.close();
    }
  });
  socket.on("close", function () {
    if (self._socket === socket) {
      self._lost("connection closed");
    }
  });
};

Client.prototype._lost = function (reason) {
  var wasConnected = this._connected;
  this._socket = null;
  this._connected = false;
  this._pingSentAt = 0;
  if (wasConnected) {
    this.emit("offline", reason);
  }
  if (this._wanted && this._retryTimer === null) {
    // A tenth of jitter, taken from the clock, keeps a row of houses from
    // knocking at the broker's door in the same millisecond.
    var jitter = this._pause * (this._clock() % 97) / 970;
    this._retryTimer = this._timers.after(this._pause + jitter, this._open.bind(this));
    this._pause = Math.min(LONGEST_PAUSE, this._pause * 2);
  }
};

Client.prototype._send = function (packet) {
  this._lastSent = this._clock();
  this._socket.write(mqtt.encode(packet));
};

Client.prototype._receive = function (packet) {
  this.counters.received += 1;
  switch (packet.type) {
    case "connack":
      if (packet.refusal !== null) {
        this.emit("problem", packet.refusal);
        this._pause = LONGEST_PAUSE;
        this._socket.close();
        return;
      }
      this._connected = true;
      this._pause = FIRST_PAUSE;
      this.counters.connects += 1;
      this._resume(packet.sessionPresent);
      this.emit("online", packet.sessionPresent);
      break;
    case "publish":
      if (packet.qos === 1) {
        this._send({ type: "puback", id: packet.id });
      }
      this._dispatch(packet);
      break;
    case "puback":
    case "suback":
    case "unsuback":
      delete this._inFlight[packet.id];
      this._flush();
      break;
    case "pingresp":
      this._pingSentAt = 0;
      break;
  }
};

/*
 * After a reconnect: first what was under way, then, unless the broker kept
 * the session, the filters again, and last the mail that has been waiting.
 */
Client.prototype._resume = function (sessionPresent) {
  var self = this;
  Object.keys(this._inFlight).forEach(function (id) {
    if (self._inFlight[id].packet.type === "publish") {
      self._repeat(self._inFlight[id]);
    } else {
      delete self._inFlight[id];
    }
  });
  if (!sessionPresent) {
    Object.keys(this._filters).forEach(function (topic) {
      self._request({ type: "subscribe", filters: [{ topic: topic, qos: 1 }] });
    });
  }
  this._flush();
};

Client.prototype._repeat = function (entry) {
  if (entry.packet.type === "publish") {
    entry.packet.duplicate = true;
  }
  entry.sentAt = this._clock();
  this.counters.resent += 1;
  this._send(entry.packet);
};

Client.prototype._takeId = function () {
  do {
    this._nextId = this._nextId % 0xffff + 1;
  } while (this._inFlight.hasOwnProperty(this._nextId));
  return this._nextId;
};

Client.prototype._request = function (packet) {
  packet.id = this._takeId();
  this._inFlight[packet.id] = { packet: packet, sentAt: this._clock() };
  this._send(packet);
};

Client.prototype._flush = function () {
  while (this._connected && this._waiting.length > 0 && Object.keys(this._inFlight).length < 4) {
    this._request(this._waiting.shift());
  }
};

/*
 * Quality 0 is for readings: sent now or not at all.  Quality 1 is for events
 * and is kept while the line is down; the oldest goes when there are too many.
 */
Client.prototype.publish = function (topic, payload, options) {
  var packet = {
    type: "publish",
    topic: topic,
    payload: typeof payload === "string" ? payload : JSON.stringify(payload),
    qos: options && options.qos || 0,
    retain: options && options.retain === true
  };
  if (packet.qos === 0) {
    if (!this._connected) {
      this.counters.dropped += 1;
      return false;
    }
    this._send(packet);
  } else {
    this._waiting.push(packet);
    if (this._waiting.length > QUEUE_LIMIT) {
      this._waiting.shift();
      this.counters.dropped += 1;
    }
    this._flush();
  }
  this.counters.sent += 1;
  return true;
};

Client.prototype.subscribe = function (filter, handler) {
  if (!this._filters.hasOwnProperty(filter)) {
    this._filters[filter] = [];
    if (this._connected) {
      this._request({ type: "subscribe", filters: [{ topic: filter, qos: 1 }] });
    }
  }
  this._filters[filter].push(handler);
};

Client.prototype._dispatch = function (packet) {
  var text = bytes.toUtf8(packet.payload);
  var filters = this._filters;
  Object.keys(filters).forEach(function (filter) {
    if (mqtt.matches(filter, packet.topic)) {
      filters[filter].forEach(function (handler) {
        handler(packet.topic, text, packet);
      });
    }
  });
};

/* Once a second: keep-alive, lost answers, repeats. */
Client.prototype._tick = function () {
  if (!this._connected) {
    return;
  }
  var now = this._clock();
  var keepAlive = this._options.keepAlive * 1000;
  if (this._pingSentAt > 0 && now - this._pingSentAt > keepAlive / 2) {
    this.emit("problem", "broker does not answer");
    this._socket.close();
    return;
  }
  if (keepAlive > 0 && this._pingSentAt === 0 && now - this._lastSent > keepAlive * 0.75) {
    this._pingSentAt = now;
    this._send({ type: "pingreq" });
  }
  var self = this;
  Object.keys(this._inFlight).forEach(function (id) {
    if (now - self._inFlight[id].sentAt > RESEND_AFTER) {
      self._repeat(self._inFlight[id]);
    }
  });
};

module.exports = Client;
