/*
 * What all pages share: texts, requests, the live connection, small tools.
 * ES5 without a build step, because the tablet in the potting shed is old.
 */
var Fernhaus = (function () {
  "use strict";

  var texts = {};
  var fallback = {};
  var listeners = [];
  var lastState = null;
  var pause = 1000;

  /* ---- texts ---- */

  var plurals = {
    one: function (n) { return n === 1 ? 0 : 1; },
    zeroOne: function (n) { return n < 2 ? 0 : 1; },
    polish: function (n) {
      if (n === 1) {
        return 0;
      }
      return n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 12 || n % 100 > 14) ? 1 : 2;
    }
  };

  function number(value, decimals) {
    if (typeof value !== "number" || !isFinite(value)) {
      return "–";
    }
    var parts = Math.abs(value).toFixed(decimals || 0).split(".");
    if (parts[0].length > 4) {
      parts[0] = parts[0].replace(/\B(?=(\d{3})+$)/g, texts._group || "");
    }
    return (value < 0 && Number(parts.join(".")) > 0 ? "−" : "") + parts.join(texts._decimal || ".");
  }

  function text(name, values) {
    var found = texts[name] !== undefined ? texts[name] : fallback[name];
    if (found === undefined) {
      return name;
    }
    if (found instanceof Array) {
      var rule = plurals[texts._plural] || plurals.one;
      found = found[Math.min(rule(values && values.n || 0), found.length - 1)];
    }
    return found.replace(/\{(\w+)(?::(\d))?\}/g, function (all, field, decimals) {
      var value = values && values[field];
      return value === undefined || value === null ? all : typeof value === "number" ? number(value, Number(decimals || 0)) : String(value);
    });
  }

  function two(n) {
    return n < 10 ? "0" + n : String(n);
  }

  function time(ms) {
    var date = new Date(ms);
    var pattern = text("date.short");
    return pattern.replace(/\[([^\]]*)\]|DD?|MM?|hh|mm/g, function (token, literal) {
      switch (token) {
        case "D": return String(date.getDate());
        case "DD": return two(date.getDate());
        case "M": return String(date.getMonth() + 1);
        case "MM": return two(date.getMonth() + 1);
        case "hh": return two(date.getHours());
        case "mm": return two(date.getMinutes());
        default: return literal;
      }
    });
  }

  function translate(root) {
    var nodes = root.querySelectorAll("[data-text]");
    for (var i = 0; i < nodes.length; i++) {
      nodes[i].textContent = text(nodes[i].getAttribute("data-text"));
    }
    nodes = root.querySelectorAll("[data-placeholder]");
    for (i = 0; i < nodes.length; i++) {
      nodes[i].placeholder = text(nodes[i].getAttribute("data-placeholder"));
    }
  }

  /* ---- requests ---- */

  function request(method, path, body, done) {
    var xhr = new XMLHttpRequest();
    xhr.open(method, path);
    xhr.timeout = 10000;
    if (body !== null) {
      xhr.setRequestHeader("Content-Type", "application/json");
    }
    xhr.onload = function () {
      var type = xhr.getResponseHeader("Content-Type") || "";
      var value = xhr.responseText;
      if (type.indexOf("json") >= 0 && type.indexOf("ndjson") < 0) {
        try {
          value = JSON.parse(value);
        } catch (e) {
          done(e, null, xhr.status);
          return;
        }
      }
      done(xhr.status >= 400 ? new Error(value && value.error || xhr.statusText) : null, value, xhr.status);
    };
    xhr.onerror = xhr.ontimeout = function () {
      done(new Error(text("lost", { time: "" })), null, 0);
    };
    xhr.send(body === null ? null : JSON.stringify(body));
  }

  function get(path, done) {
    request("GET", path, null, done);
  }

  /* ---- live ---- */

  function showConnection(state) {
    var node = document.getElementById("connection");
    node.setAttribute("data-state", state);
    node.textContent = state === "lost" && lastState !== null ?
      text("lost", { time: time(lastState.time) }) : text(state === "live" ? "live" : "connecting");
  }

  function connect() {
    showConnection("connecting");
    var socket = new WebSocket((location.protocol === "https:" ? "wss://" : "ws://") + location.host + "/live");
    socket.onopen = function () {
      pause = 1000;
      showConnection("live");
    };
    socket.onmessage = function (event) {
      lastState = JSON.parse(event.data);
      frame();
      listeners.forEach(function (listener) {
        listener(lastState);
      });
    };
    socket.onclose = function () {
      showConnection("lost");
      // A device that restarts needs eight seconds; a page in a background
      // tab should not ask every second all night.
      setTimeout(connect, document.hidden ? 60000 : pause);
      pause = Math.min(30000, pause * 1.7);
    };
  }

  function frame() {
    document.getElementById("site-name").textContent = lastState.name;
    document.title = lastState.name;
    document.getElementById("version").textContent = text("version") + " " + lastState.version;
    var uptime = document.getElementById("uptime");
    if (uptime) {
      var minutes = Math.floor(lastState.uptime / 60000);
      uptime.textContent = text("uptime") + " " + Math.floor(minutes / 1440) + " d " + Math.floor(minutes / 60) % 24 + " h " + minutes % 60 + " min";
    }
  }

  function onState(listener) {
    listeners.push(listener);
    if (lastState !== null) {
      listener(lastState);
    }
  }

  /* ---- start ---- */

  function ready(start) {
    get("/lang/en.json", function (error, english) {
      fallback = error ? {} : english;
      get("/api/config", function (failed, config) {
        var language = failed ? "en" : config.site.language;
        document.documentElement.lang = language;
        get("/lang/" + language + ".json", function (missing, own) {
          texts = missing ? fallback : own;
          translate(document);
          connect();
          start(config);
        });
      });
    });
  }

  function element(name, attributes, children) {
    var node = document.createElement(name);
    Object.keys(attributes || {}).forEach(function (key) {
      if (key === "text") {
        node.textContent = attributes[key];
      } else if (attributes[key] === true) {
        node.setAttribute(key, "");
      } else if (attributes[key] !== false && attributes[key] !== null) {
        node.setAttribute(key, attributes[key]);
      }
    });
    (children || []).forEach(function (child) {
      node.appendChild(typeof child === "string" ? document.createTextNode(child) : child);
    });
    return node;
  }

  return {
    ready: ready, onState: onState, get: get, request: request,
    text: text, number: number, time: time, translate: translate, element: element
  };
}());
