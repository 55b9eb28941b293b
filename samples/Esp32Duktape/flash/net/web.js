/*
 * Web server of the device: files of the tree below web/, a small JSON API
 * and one WebSocket that streams readings.
 */
"use strict";

var http = require("net/http.js");
var ws = require("net/ws.js");
var Router = require("net/router.js");
var bytes = require("lib/bytes.js");
var crc = require("lib/crc.js");

var MOST_CLIENTS = 4;
var BINARY = /\.(png|ico|bin)$/;

function WebServer(options) {
  this._hal = options.hal;
  this._log = options.logger;
  this._router = new Router();
  this._clients = [];
  this._open = 0;
  this._entityTags = {};
  this.counters = { requests: 0, errors: 0, refused: 0, messages: 0 };
  this._addRoutes(options);
}

WebServer.prototype._addRoutes = function (options) {
  var self = this;
  var house = options.house;

  this._router.add("GET", "/", function () {
    return { status: 302, headers: { Location: "/web/index.html" } };
  });
  this._router.add("GET", "/web/*file", function (request) {
    return self._file("web/" + request.values.file, request);
  });
  this._router.add("GET", "/lang/:file", function (request) {
    return self._file("lang/" + request.values.file, request);
  });
  this._router.add("GET", "/favicon.ico", function (request) {
    return self._file("web/favicon.ico", request);
  });

  this._router.add("GET", "/api/state", function () {
    return { json: house.snapshot() };
  });
  this._router.add("GET", "/api/history/:name", function (request) {
    var series = house.history(request.values.name, Number(request.query.since) || 0);
    return series === null ? { status: 404 } : { json: series };
  });
  this._router.add("GET", "/api/config", function () {
    return { json: house.config.visible() };
  });
  this._router.add("PUT", "/api/config", function (request) {
    var problems = house.config.change(http.readBody(request));
    return problems.length > 0 ? { status: 422, json: { problems: problems } } : { json: house.config.visible() };
  });
  this._router.add("POST", "/api/zone/:name/water", function (request) {
    var minutes = Number(http.readBody(request).minutes);
    if (!(minutes > 0 && minutes <= 60)) {
      throw new http.HttpError(422, "minutes must be between 0 and 60");
    }
    return { status: 202, json: house.water(request.values.name, minutes) };
  });
  this._router.add("POST", "/api/alarm/:id/seen", function (request) {
    return { json: { done: house.alarms.acknowledge(request.values.id) } };
  });
  this._router.add("GET", "/api/log", function (request) {
    return { headers: { "Content-Type": "application/x-ndjson" }, body: house.logLines(request.query.level, Number(request.query.count) || 100) };
  });
  this._router.add("GET", "/metrics", function () {
    return { headers: { "Content-Type": "text/plain; version=0.0.4" }, body: house.metrics.expose() };
  });
};

WebServer.prototype.router = function () {
  return this._router;
};

/* A file with an entity tag, so that a browser asks but need not fetch. */
WebServer.prototype._file = function (path, request) {
  var body = BINARY.test(path) ? this._hal.readBytes(path) : this._hal.readText(path);
  if (body === null) {
    return { status: 404 };
  }
  if (!this._entityTags.hasOwnProperty(path)) {
    var data = typeof body === "string" ? bytes.fromUtf8(body) : body;
    this._entityTags[path] = "\"" + crc.crc32(data).toString(16) + "-" + data.length.toString(16) + "\"";
  }
  var tag = this._entityTags[path];
  if (request.headers["if-none-match"] === tag) {
    return { status: 304, headers: { ETag: tag } };
  }
  return { headers: { "Content-Type": http.mediaType(path), "ETag": tag, "Cache-Control": "no-cache" }, body: body };
};

/* Bytes to send for a request; never throws. */
WebServer.prototype.answer = function (request) {
  this.counters.requests += 1;
  var result;
  try {
    result = this._router.run(request, this) || { status: 204 };
  } catch (e) {
    this.counters.errors += 1;
    if (!(e instanceof http.HttpError)) {
      this._log.error("web", "handler failed", { path: request.path, error: e.message });
      result = { status: 500 };
    } else {
      result = { status: e.status, json: { error: e.message } };
    }
  }
  var status = result.status || 200;
  var headers = result.headers || {};
  if (status === 405) {
    headers.Allow = result.allow.join(", ");
  }
  if (result.json !== undefined) {
    return http.json(status, result.json);
  }
  if (result.body === undefined && status >= 400) {
    return http.json(status, { error: http.REASONS[status] });
  }
  var out = http.response(status, headers, result.body);
  return request.method === "HEAD" ? withoutBody(out) : out;
};

function withoutBody(out) {
  for (var i = 0; i + 3 < out.length; i++) {
    if (out[i] === 13 && out[i + 1] === 10 && out[i + 2] === 13 && out[i + 3] === 10) {
      return out.slice(0, i + 4);
    }
  }
  return out;
}

/* Serves one connection, given as an object with on(), write(), close(). */
WebServer.prototype.accept = function (socket) {
  var self = this;
  if (this._open >= MOST_CLIENTS) {
    this.counters.refused += 1;
    socket.write(http.json(503, { error: "busy" }));
    socket.close();
    return;
  }
  this._open += 1;
  socket.on("close", function () {
    self._open -= 1;
  });
  var frames = null;
  var parser = new http.Parser(function (request) {
    if (request.path === "/live") {
      frames = self._upgrade(request, socket);
      if (frames !== null) {
        frames.push(parser.upgrade());
        return;
      }
    } else {
      socket.write(self.answer(request));
    }
    if (!request.keepAlive || request.path === "/live") {
      socket.close();
    }
  });
  socket.on("data", function (data) {
    try {
      if (frames !== null) {
        frames.push(data);
      } else {
        parser.push(data);
      }
    } catch (e) {
      self.counters.errors += 1;
      if (e instanceof ws.ProtocolError) {
        socket.write(ws.close(e.code, e.message));
      } else {
        socket.write(http.json(e.status || 500, { error: e.message }));
      }
      socket.close();
    }
  });
};

WebServer.prototype._upgrade = function (request, socket) {
  var self = this;
  var headers = ws.handshake(request.headers);
  if (headers === null) {
    socket.write(http.response(426, { Upgrade: "websocket" }));
    return null;
  }
  socket.write(http.response(101, headers));
  this._clients.push(socket);
  socket.on("close", function () {
    self._clients = self._clients.filter(function (client) {
      return client !== socket;
    });
  });
  return new ws.Decoder({
    message: function () {
      self.counters.messages += 1;
    },
    ping: function (payload) {
      socket.write(ws.encodeFrame(ws.OPS.PONG, payload));
    },
    close: function (code) {
      socket.write(ws.close(code === 1005 ? 1000 : code, ""));
      socket.close();
    }
  });
};

/* Sends a value to everyone who has the live view open. */
WebServer.prototype.broadcast = function (value) {
  if (this._clients.length > 0) {
    var frame = ws.text(JSON.stringify(value));
    this._clients.slice().forEach(function (client) {
      client.write(frame);
    });
  }
  return this._clients.length;
};

module.exports = WebServer;
