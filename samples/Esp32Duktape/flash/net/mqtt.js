/*
 * MQTT 3.1.1 packets, to bytes and back.
 *
 * This file knows the wire format and has no state but the decoder's buffer.
 * Sessions, acknowledgements and reconnecting are in net/mqttcli.js.
 */
"use strict";

var bytes = require("lib/bytes.js");

var TYPES = ["", "connect", "connack", "publish", "puback", "pubrec", "pubrel", "pubcomp",
  "subscribe", "suback", "unsubscribe", "unsuback", "pingreq", "pingresp", "disconnect"];

// The broker may send up to 256 MiB; this device has a heap of 120 KiB.
var LARGEST = 4096;

var REFUSALS = {
  1: "protocol version not accepted",
  2: "client name not accepted",
  3: "server not available",
  4: "bad user name",
  5: "not authorised"
};

function putText(out, text) {
  var data = typeof text === "string" ? bytes.fromUtf8(text) : text;
  if (data.length > 0xffff) {
    throw new Error("text too long for MQTT");
  }
  bytes.putU16be(out, data.length);
  bytes.append(out, data);
}

function frame(type, flags, body) {
  var out = [TYPES.indexOf(type) << 4 | flags];
  var rest = body.length;
  do {
    var digit = rest % 128;
    rest = Math.floor(rest / 128);
    out.push(rest > 0 ? digit | 0x80 : digit);
  } while (rest > 0);
  return bytes.append(out, body);
}

function checkTopic(topic, wildcards) {
  if (topic.length === 0) {
    throw new Error("empty topic");
  }
  if (!wildcards && /[+#]/.test(topic)) {
    throw new Error("wildcard in the topic of a message: " + topic);
  }
  if (wildcards && /#./.test(topic) || /[^\/][+#]|\+[^\/]/.test(topic)) {
    throw new Error("misplaced wildcard: " + topic);
  }
}

var encoders = {
  connect: function (p) {
    var flags = p.clean === false ? 0 : 2;
    var body = [];
    putText(body, "MQTT");
    body.push(4);
    if (p.will) {
      flags |= 4 | (p.will.qos || 0) << 3 | (p.will.retain ? 0x20 : 0);
    }
    if (p.user !== undefined) {
      flags |= 0x80;
    }
    if (p.pass !== undefined) {
      flags |= 0x40;
    }
    body.push(flags);
    bytes.putU16be(body, p.keepAlive || 0);
    putText(body, p.clientId);
    if (p.will) {
      putText(body, p.will.topic);
      putText(body, p.will.payload);
    }
    if (p.user !== undefined) {
      putText(body, p.user);
    }
    if (p.pass !== undefined) {
      putText(body, p.pass);
    }
    return frame("connect", 0, body);
  },

  connack: function (p) {
    return frame("connack", 0, [p.sessionPresent ? 1 : 0, p.code || 0]);
  },

  publish: function (p) {
    checkTopic(p.topic, false);
    var qos = p.qos || 0;
    var body = [];
    putText(body, p.topic);
    if (qos > 0) {
      bytes.putU16be(body, p.id);
    }
    bytes.append(body, typeof p.payload === "string" ? bytes.fromUtf8(p.payload) : p.payload || []);
    return frame("publish", (p.duplicate ? 8 : 0) | qos << 1 | (p.retain ? 1 : 0), body);
  },

  subscribe: function (p) {
    var body = [];
    bytes.putU16be(body, p.id);
    p.filters.forEach(function (filter) {
      checkTopic(filter.topic, true);
      putText(body, filter.topic);
      body.push(filter.qos || 0);
    });
    return frame("subscribe", 2, body);
  },

  unsubscribe: function (p) {
    var body = [];
    bytes.putU16be(body, p.id);
    p.topics.forEach(function (topic) {
      putText(body, topic);
    });
    return frame("unsubscribe", 2, body);
  },

  suback: function (p) {
    var body = [];
    bytes.putU16be(body, p.id);
    return frame("suback", 0, body.concat(p.granted));
  }
};

["puback", "pubrec", "pubrel", "pubcomp", "unsuback"].forEach(function (type) {
  encoders[type] = function (p) {
    return frame(type, type === "pubrel" ? 2 : 0, [p.id >> 8 & 0xff, p.id & 0xff]);
  };
});

["pingreq", "pingresp", "disconnect"].forEach(function (type) {
  encoders[type] = function () {
    return frame(type, 0, []);
  };
});

function encode(packet) {
  if (!encoders.hasOwnProperty(packet.type)) {
    throw new Error("unknown MQTT packet: " + packet.type);
  }
  return encoders[packet.type](packet);
}

/* ---- decoding ---- */

function Reader(body) {
  this.body = body;
  this.at = 0;
}

Reader.prototype.need = function (count) {
  if (this.at + count > this.body.length) {
    throw new Error("MQTT packet ends too early");
  }
};

Reader.prototype.u8 = function () {
  this.need(1);
  return this.body[this.at++];
};

Reader.prototype.u16 = function () {
  this.need(2);
  this.at += 2;
  return bytes.u16be(this.body, this.at - 2);
};

Reader.prototype.text = function () {
  var length = this.u16();
  this.need(length);
  this.at += length;
  return bytes.toUtf8(this.body, this.at - length, this.at);
};

Reader.prototype.rest = function () {
  var out = this.body.slice(this.at);
  this.at = this.body.length;
  return out;
};

function decodeBody(type, flags, body) {
  var reader = new Reader(body);
  var packet = { type: type };
  switch (type) {
    case "connect":
      packet.protocol = reader.text();
      packet.level = reader.u8();
      var bits = reader.u8();
      packet.clean = (bits & 2) !== 0;
      packet.keepAlive = reader.u16();
      packet.clientId = reader.text();
      if (bits & 4) {
        packet.will = { topic: reader.text(), payload: reader.text(), qos: bits >> 3 & 3, retain: (bits & 0x20) !== 0 };
      }
      if (bits & 0x80) {
        packet.user = reader.text();
      }
      if (bits & 0x40) {
        packet.pass = reader.text();
      }
      break;
    case "connack":
      packet.sessionPresent = (reader.u8() & 1) === 1;
      packet.code = reader.u8();
      packet.refusal = packet.code === 0 ? null : REFUSALS[packet.code] || "refused with code " + packet.code;
      break;
    case "publish":
      packet.duplicate = (flags & 8) !== 0;
      packet.qos = flags >> 1 & 3;
      packet.retain = (flags & 1) !== 0;
      if (packet.qos === 3) {
        throw new Error("MQTT message with quality 3");
      }
      packet.topic = reader.text();
      if (packet.qos > 0) {
        packet.id = reader.u16();
      }
      packet.payload = reader.rest();
      break;
    case "subscribe":
      packet.id = reader.u16();
      packet.filters = [];
      while (reader.at < body.length) {
        packet.filters.push({ topic: reader.text(), qos: reader.u8() });
      }
      break;
    case "unsubscribe":
      packet.id = reader.u16();
      packet.topics = [];
      while (reader.at < body.length) {
        packet.topics.push(reader.text());
      }
      break;
    case "suback":
      packet.id = reader.u16();
      packet.granted = reader.rest();
      break;
    case "puback": case "pubrec": case "pubrel": case "pubcomp": case "unsuback":
      packet.id = reader.u16();
      break;
  }
  return packet;
}

/* Takes bytes as they come from the socket and calls back once per packet. */
function Decoder(onPacket) {
  this._onPacket = onPacket;
  this._held = [];
}

Decoder.prototype.push = function (data) {
  var held = this._held.length > 0 ? this._held.concat(data) : data.slice();
  for (;;) {
    var length = 0;
    var at = 1;
    var complete = false;
    while (at < held.length && at <= 4) {
      length += (held[at] & 0x7f) * Math.pow(128, at - 1);
      complete = held[at] < 0x80;
      at += 1;
      if (complete) {
        break;
      }
    }
    if (!complete) {
      if (at > 4) {
        throw new Error("MQTT length of more than four bytes");
      }
      break;
    }
    if (length > LARGEST) {
      throw new Error("MQTT packet of " + length + " bytes");
    }
    if (held.length < at + length) {
      break;
    }
    var type = TYPES[held[0] >> 4];
    if (!type) {
      throw new Error("MQTT packet type " + (held[0] >> 4));
    }
    var packet = decodeBody(type, held[0] & 15, held.slice(at, at + length));
    held = held.slice(at + length);
    this._held = held;
    this._onPacket(packet);
  }
  this._held = held;
};

/* Does a topic match a filter with + and #?  Topics with $ are kept apart. */
function matches(filter, topic) {
  var f = filter.split("/");
  var t = topic.split("/");
  if (topic.charAt(0) === "$" && (f[0] === "+" || f[0] === "#")) {
    return false;
  }
  for (var i = 0; i < f.length; i++) {
    if (f[i] === "#") {
      return true;
    }
    if (i >= t.length || f[i] !== "+" && f[i] !== t[i]) {
      return false;
    }
  }
  return f.length === t.length;
}

module.exports = { encode: encode, Decoder: Decoder, matches: matches };
