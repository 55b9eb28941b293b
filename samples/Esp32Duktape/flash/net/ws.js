/*
 * WebSocket frames and the opening handshake, after RFC 6455.
 *
 * Decoder works on the server's side: frames from a browser are masked, and a
 * frame that is not ends the connection.  Fragments are put together, control
 * frames may come between them.
 */
"use strict";

var bytes = require("lib/bytes.js");
var base64 = require("lib/base64.js");
var sha1 = require("lib/sha1.js");

var GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
var OPS = { CONTINUE: 0, TEXT: 1, BINARY: 2, CLOSE: 8, PING: 9, PONG: 10 };
var MESSAGE_LIMIT = 4096;

function acceptValue(clientValue) {
  return base64.encode(sha1.digest(bytes.fromLatin1(clientValue + GUID)));
}

/*
 * Headers that answer an upgrade request, or null where the request is not a
 * proper one.  Header names are lower case, as net/http.js gives them.
 */
function handshake(headers) {
  var upgrade = (headers.upgrade || "").toLowerCase();
  var connection = (headers.connection || "").toLowerCase();
  var value = headers["sec-websocket-key"];
  if (upgrade !== "websocket" || connection.indexOf("upgrade") < 0 || headers["sec-websocket-version"] !== "13") {
    return null;
  }
  if (!value || value.length !== 24) {
    return null;
  }
  return { "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Accept": acceptValue(value) };
}

/* One whole frame; `mask` is four bytes and only for a client. */
function encodeFrame(op, payload, mask) {
  var out = [0x80 | op];
  var maskBit = mask ? 0x80 : 0;
  if (payload.length < 126) {
    out.push(maskBit | payload.length);
  } else if (payload.length < 65536) {
    out.push(maskBit | 126);
    bytes.putU16be(out, payload.length);
  } else {
    out.push(maskBit | 127);
    bytes.putU32be(out, Math.floor(payload.length / 0x100000000));
    bytes.putU32be(out, payload.length >>> 0);
  }
  if (mask) {
    bytes.append(out, mask);
    for (var i = 0; i < payload.length; i++) {
      out.push(payload[i] ^ mask[i & 3]);
    }
    return out;
  }
  return bytes.append(out, payload);
}

function text(message) {
  return encodeFrame(OPS.TEXT, bytes.fromUtf8(message));
}

function close(code, reason) {
  var payload = [];
  bytes.putU16be(payload, code);
  // A control frame holds 125 bytes; a longer reason is cut at a character.
  var words = reason || "";
  while (bytes.fromUtf8(words).length > 123) {
    words = words.slice(0, -1);
  }
  return encodeFrame(OPS.CLOSE, bytes.append(payload, bytes.fromUtf8(words)));
}

function ProtocolError(code, message) {
  this.name = "ProtocolError";
  this.code = code;
  this.message = message;
}
ProtocolError.prototype = Object.create(Error.prototype);

/* handlers: message(text or bytes), ping(payload), pong(payload), close(code, reason) */
function Decoder(handlers) {
  this._handlers = handlers;
  this._held = [];
  this._parts = null;
  this._partsOp = 0;
}

Decoder.prototype.push = function (data) {
  this._held = this._held.concat(data);
  var frame;
  while ((frame = this._takeFrame()) !== null) {
    this._handle(frame);
  }
};

Decoder.prototype._takeFrame = function () {
  var held = this._held;
  if (held.length < 2) {
    return null;
  }
  if (held[0] & 0x70) {
    throw new ProtocolError(1002, "reserved bits are set");
  }
  if (!(held[1] & 0x80)) {
    throw new ProtocolError(1002, "frame is not masked");
  }
  var length = held[1] & 0x7f;
  var at = 2;
  if (length === 126) {
    if (held.length < 4) {
      return null;
    }
    length = bytes.u16be(held, 2);
    at = 4;
  } else if (length === 127) {
    if (held.length < 10) {
      return null;
    }
    length = bytes.u32be(held, 2) * 0x100000000 + bytes.u32be(held, 6);
    at = 10;
  }
  if (length > MESSAGE_LIMIT) {
    throw new ProtocolError(1009, "frame of " + length + " bytes");
  }
  if (held.length < at + 4 + length) {
    return null;
  }
  var payload = [];
  for (var i = 0; i < length; i++) {
    payload.push(held[at + 4 + i] ^ held[at + (i & 3)]);
  }
  this._held = held.slice(at + 4 + length);
  return { last: (held[0] & 0x80) !== 0, op: held[0] & 15, payload: payload };
};

Decoder.prototype._handle = function (frame) {
  if (frame.op >= 8) {
    if (!frame.last || frame.payload.length > 125) {
      throw new ProtocolError(1002, "control frame is too long or in parts");
    }
    this._control(frame);
    return;
  }
  if (frame.op === OPS.CONTINUE) {
    if (this._parts === null) {
      throw new ProtocolError(1002, "nothing to continue");
    }
    bytes.append(this._parts, frame.payload);
  } else if (frame.op === OPS.TEXT || frame.op === OPS.BINARY) {
    if (this._parts !== null) {
      throw new ProtocolError(1002, "the previous message is not complete");
    }
    this._parts = frame.payload;
    this._partsOp = frame.op;
  } else {
    throw new ProtocolError(1002, "unknown frame type " + frame.op);
  }
  if (this._parts.length > MESSAGE_LIMIT) {
    throw new ProtocolError(1009, "message too long");
  }
  if (frame.last) {
    var message = this._parts;
    this._parts = null;
    this._handlers.message(this._partsOp === OPS.TEXT ? bytes.toUtf8(message) : message);
  }
};

Decoder.prototype._control = function (frame) {
  var handlers = this._handlers;
  if (frame.op === OPS.PING && handlers.ping) {
    handlers.ping(frame.payload);
  } else if (frame.op === OPS.PONG && handlers.pong) {
    handlers.pong(frame.payload);
  } else if (frame.op === OPS.CLOSE && handlers.close) {
    if (frame.payload.length === 1) {
      throw new ProtocolError(1002, "close frame of one byte");
    }
    var code = frame.payload.length >= 2 ? bytes.u16be(frame.payload, 0) : 1005;
    handlers.close(code, bytes.toUtf8(frame.payload, 2));
  }
};

module.exports = {
  OPS: OPS, acceptValue: acceptValue, handshake: handshake,
  encodeFrame: encodeFrame, text: text, close: close, Decoder: Decoder, ProtocolError: ProtocolError
};
