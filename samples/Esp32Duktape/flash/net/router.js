/*
 * Routes: method and path pattern to handler.
 *
 *   router.add("GET", "/api/zone/:name", handler)
 *   router.add("GET", "/web/*rest", handler)
 *
 * The table is a tree of path segments.  A fixed segment wins over a parameter
 * and a parameter wins over a star, whatever the order of the add() calls.
 */
"use strict";

function Node() {
  this.fixed = {};
  this.parameter = null;
  this.parameterName = null;
  this.starName = null;
  this.starHandlers = null;
  this.handlers = null;
}

function Router() {
  this._root = new Node();
  this._before = [];
  this._routes = [];
}

function segments(path) {
  return path.split("/").filter(function (part) {
    return part !== "";
  });
}

Router.prototype.add = function (method, pattern, handler) {
  var node = this._root;
  var parts = segments(pattern);
  for (var i = 0; i < parts.length; i++) {
    var first = parts[i].charAt(0);
    if (first === "*") {
      if (i !== parts.length - 1) {
        throw new Error("a star must come last: " + pattern);
      }
      node.starName = parts[i].slice(1) || "rest";
      node.starHandlers = node.starHandlers || {};
      put(node.starHandlers, method, handler, pattern);
      this._routes.push(method + " " + pattern);
      return this;
    }
    if (first === ":") {
      if (node.parameter === null) {
        node.parameter = new Node();
        node.parameterName = parts[i].slice(1);
      } else if (node.parameterName !== parts[i].slice(1)) {
        throw new Error("'" + node.parameterName + "' and '" + parts[i].slice(1) + "' name one place in " + pattern);
      }
      node = node.parameter;
    } else {
      if (!Object.prototype.hasOwnProperty.call(node.fixed, parts[i])) {
        node.fixed[parts[i]] = new Node();
      }
      node = node.fixed[parts[i]];
    }
  }
  node.handlers = node.handlers || {};
  put(node.handlers, method, handler, pattern);
  this._routes.push(method + " " + pattern);
  return this;
};

function put(handlers, method, handler, pattern) {
  if (handlers.hasOwnProperty(method)) {
    throw new Error("route exists: " + method + " " + pattern);
  }
  handlers[method] = handler;
}

/* Runs before each handler; what it returns, if anything, is the answer. */
Router.prototype.before = function (filter) {
  this._before.push(filter);
  return this;
};

function walk(node, parts, index, values) {
  if (index === parts.length) {
    if (node.handlers !== null) {
      return { handlers: node.handlers, values: values };
    }
  } else {
    var part = parts[index];
    if (Object.prototype.hasOwnProperty.call(node.fixed, part)) {
      var found = walk(node.fixed[part], parts, index + 1, values);
      if (found !== null) {
        return found;
      }
    }
    if (node.parameter !== null) {
      var extended = copy(values);
      extended[node.parameterName] = part;
      var inner = walk(node.parameter, parts, index + 1, extended);
      if (inner !== null) {
        return inner;
      }
    }
  }
  if (node.starHandlers !== null) {
    var last = copy(values);
    last[node.starName] = parts.slice(index).join("/");
    return { handlers: node.starHandlers, values: last };
  }
  return null;
}

function copy(values) {
  var out = {};
  Object.keys(values).forEach(function (name) {
    out[name] = values[name];
  });
  return out;
}

/*
 * Finds a route.  The result has a status of 200, 404 or 405; with 405 it also
 * has the methods that would have been fine.  HEAD falls back to GET.
 */
Router.prototype.find = function (method, path) {
  var found = walk(this._root, segments(path), 0, {});
  if (found === null) {
    return { status: 404 };
  }
  var handler = found.handlers[method] || (method === "HEAD" ? found.handlers.GET : undefined);
  if (handler === undefined) {
    return { status: 405, allow: Object.keys(found.handlers).sort() };
  }
  return { status: 200, handler: handler, values: found.values };
};

Router.prototype.run = function (request, context) {
  for (var i = 0; i < this._before.length; i++) {
    var early = this._before[i](request, context);
    if (early !== undefined) {
      return early;
    }
  }
  var route = this.find(request.method, request.path);
  if (route.status !== 200) {
    return route;
  }
  request.values = route.values;
  return route.handler(request, context);
};

Router.prototype.list = function () {
  return this._routes.slice().sort();
};

module.exports = Router;
