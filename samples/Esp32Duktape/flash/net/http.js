/*
 * HTTP/1.1, server side: an incremental request parser and a response writer.
 *
 * The limits are small on purpose.  A request that needs more than they allow
 * is answered with the status that says so, and the connection is closed.
 */
"use strict";

var bytes = require("lib/bytes.js");
var date = require("lib/date.js");

var HEAD_LIMIT = 2048;
var BODY_LIMIT = 8192;

var REASONS = {
  100: "Continue", 101: "Switching Protocols",
  200: "OK", 201: "Created", 202: "Accepted", 204: "No Content",
  302: "Found", 304: "Not Modified",
  400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
  409: "Conflict", 411: "Length Required", 413: "Content Too Large", 415: "Unsupported Media Type",
  422: "Unprocessable Content", 426: "Upgrade Required", 429: "Too Many Requests",
  431: "Request Header Fields Too Large",
  500: "Internal Server Error", 501: "Not Implemented", 503: "Service Unavailable", 505: "HTTP Version Not Supported"
};

var MEDIA = {
  html: "text/html; charset=utf-8", css: "text/css; charset=utf-8", js: "text/javascript; charset=utf-8",
  json: "application/json", svg: "image/svg+xml", png: "image/png", ico: "image/x-icon",
  csv: "text/csv; charset=utf-8", txt: "text/plain; charset=utf-8", bin: "application/octet-stream"
};

function HttpError(status, message) {
  this.name = "HttpError";
  this.status = status;
  this.message = message || REASONS[status];
}
HttpError.prototype = Object.create(Error.prototype);

/* ---- addresses ---- */

function decodePart(text) {
  try {
    return decodeURIComponent(text.replace(/\+/g, " "));
  } catch (e) {
    throw new HttpError(400, "bad escape in address");
  }
}

/* a=1&b=two; a name that comes twice gives an array. */
function parseQuery(text) {
  var out = {};
  if (!text) {
    return out;
  }
  text.split("&").forEach(function (pair) {
    if (pair === "") {
      return;
    }
    var equals = pair.indexOf("=");
    var name = decodePart(equals < 0 ? pair : pair.slice(0, equals));
    var value = equals < 0 ? "" : decodePart(pair.slice(equals + 1));
    if (!Object.prototype.hasOwnProperty.call(out, name)) {
      out[name] = value;
    } else if (Array.isArray(out[name])) {
      out[name].push(value);
    } else {
      out[name] = [out[name], value];
    }
  });
  return out;
}

/*
 * A path without escapes, dots and doubled slashes.  Going above the root is
 * refused and not corrected: nobody does it by accident.
 */
function cleanPath(path) {
  var out = [];
  decodeURIComponentSafe(path).split("/").forEach(function (part) {
    if (part === "..") {
      if (out.length === 0) {
        throw new HttpError(400, "path leaves the root");
      }
      out.pop();
    } else if (part !== "" && part !== ".") {
      if (/[\u0000-\u001f\\]/.test(part)) {
        throw new HttpError(400, "bad character in path");
      }
      out.push(part);
    }
  });
  return "/" + out.join("/");
}

function decodeURIComponentSafe(text) {
  try {
    return decodeURIComponent(text);
  } catch (e) {
    throw new HttpError(400, "bad escape in path");
  }
}

function mediaType(path) {
  var dot = path.lastIndexOf(".");
  return MEDIA[path.slice(dot + 1)] || MEDIA.bin;
}

/* ---- requests ---- */

function Parser(onRequest) {
  this._onRequest = onRequest;
  this._held = [];
  this._request = null;
  this._missing = 0;
  this.upgraded = false;
}

/*
 * Feeds bytes.  Throws an HttpError when the request cannot be understood, and
 * after that the parser must not be used again.
 */
Parser.prototype.push = function (data) {
  bytes.append(this._held, data);
  while (!this.upgraded) {
    if (this._request === null) {
      var end = findHeadEnd(this._held);
      if (end < 0) {
        if (this._held.length > HEAD_LIMIT) {
          throw new HttpError(431);
        }
        return;
      }
      this._request = parseHead(bytes.toLatin1(this._held, 0, end));
      this._held = this._held.slice(end + 4);
      this._missing = bodyLength(this._request);
    }
    if (this._held.length < this._missing) {
      return;
    }
    var request = this._request;
    request.body = this._held.slice(0, this._missing);
    this._held = this._held.slice(this._missing);
    this._request = null;
    this._onRequest(request);
    if (this._held.length === 0) {
      return;
    }
  }
};

/* What came after the head of an upgrade belongs to the new protocol. */
Parser.prototype.upgrade = function () {
  this.upgraded = true;
  var rest = this._held;
  this._held = [];
  return rest;
};

function findHeadEnd(data) {
  for (var i = 0; i + 3 < data.length; i++) {
    if (data[i] === 13 && data[i + 1] === 10 && data[i + 2] === 13 && data[i + 3] === 10) {
      return i;
    }
  }
  return -1;
}

function parseHead(text) {
  var lines = text.split("\r\n");
  var match = /^([A-Z]+) (\S+) HTTP\/(\d)\.(\d)$/.exec(lines[0]);
  if (match === null) {
    throw new HttpError(400, "bad request line");
  }
  if (match[3] !== "1") {
    throw new HttpError(505);
  }
  var mark = match[2].indexOf("?");
  var request = {
    method: match[1],
    target: match[2],
    path: cleanPath(mark < 0 ? match[2] : match[2].slice(0, mark)),
    query: parseQuery(mark < 0 ? "" : match[2].slice(mark + 1)),
    headers: {},
    keepAlive: match[4] !== "0"
  };
  for (var i = 1; i < lines.length; i++) {
    var colon = lines[i].indexOf(":");
    if (colon <= 0 || /\s/.test(lines[i].slice(0, colon))) {
      throw new HttpError(400, "bad header line");
    }
    var name = lines[i].slice(0, colon).toLowerCase();
    var value = lines[i].slice(colon + 1).replace(/^[ \t]+|[ \t]+$/g, "");
    request.headers[name] = request.headers.hasOwnProperty(name) ? request.headers[name] + ", " + value : value;
  }
  var connection = (request.headers.connection || "").toLowerCase();
  if (connection.indexOf("close") >= 0) {
    request.keepAlive = false;
  }
  return request;
}

function bodyLength(request) {
  if (request.headers["transfer-encoding"] !== undefined) {
    throw new HttpError(501, "chunked requests are not supported");
  }
  var text = request.headers["content-length"];
  if (text === undefined) {
    return 0;
  }
  if (!/^\d+$/.test(text)) {
    throw new HttpError(400, "bad content length");
  }
  var length = Number(text);
  if (length > BODY_LIMIT) {
    throw new HttpError(413);
  }
  return length;
}

/* The body as what its content type says: JSON, a form, or text. */
function readBody(request) {
  var type = (request.headers["content-type"] || "").split(";")[0].toLowerCase();
  var text = bytes.toUtf8(request.body);
  if (type === "application/json") {
    try {
      return JSON.parse(text);
    } catch (e) {
      throw new HttpError(400, "body is not JSON: " + e.message);
    }
  }
  if (type === "application/x-www-form-urlencoded") {
    return parseQuery(text);
  }
  return text;
}

/* ---- responses ---- */

function response(status, headers, body) {
  var data = body === undefined || body === null ? [] : typeof body === "string" ? bytes.fromUtf8(body) : body;
  var head = "HTTP/1.1 " + status + " " + (REASONS[status] || "Unknown") + "\r\n";
  var seen = {};
  Object.keys(headers || {}).forEach(function (name) {
    var value = String(headers[name]);
    if (/[\r\n]/.test(value)) {
      throw new Error("line break in header " + name);
    }
    seen[name.toLowerCase()] = true;
    head += name + ": " + value + "\r\n";
  });
  if (!seen["content-length"] && status !== 101 && status !== 204 && status !== 304) {
    head += "Content-Length: " + data.length + "\r\n";
  }
  if (!seen.date) {
    head += "Date: " + date.http(Date.now()) + "\r\n";
  }
  return bytes.append(bytes.fromLatin1(head + "\r\n"), data);
}

function json(status, value) {
  return response(status, { "Content-Type": MEDIA.json, "Cache-Control": "no-store" }, JSON.stringify(value));
}

module.exports = {
  HttpError: HttpError, Parser: Parser, parseQuery: parseQuery, cleanPath: cleanPath,
  mediaType: mediaType, readBody: readBody, response: response, json: json, REASONS: REASONS
};
