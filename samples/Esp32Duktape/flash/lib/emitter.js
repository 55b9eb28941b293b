/*
 * Event emitter.
 *
 * Handlers run in the order in which they were added.  A handler that throws
 * does not keep the others from running: the first error is thrown again once
 * all of them had their turn, because a broken display must not stop a valve.
 */
"use strict";

function Emitter() {
  this._handlers = null;
}

function entryList(emitter, event, create) {
  if (emitter._handlers === null) {
    if (!create) {
      return null;
    }
    emitter._handlers = {};
  }
  if (!Object.prototype.hasOwnProperty.call(emitter._handlers, event)) {
    if (!create) {
      return null;
    }
    emitter._handlers[event] = [];
  }
  return emitter._handlers[event];
}

Emitter.prototype.on = function (event, handler) {
  if (typeof handler !== "function") {
    throw new TypeError("handler of '" + event + "' is not a function");
  }
  entryList(this, event, true).push({ handler: handler, once: false });
  return this;
};

Emitter.prototype.once = function (event, handler) {
  entryList(this, event, true).push({ handler: handler, once: true });
  return this;
};

Emitter.prototype.off = function (event, handler) {
  var list = entryList(this, event, false);
  if (list === null) {
    return this;
  }
  if (handler === undefined) {
    delete this._handlers[event];
    return this;
  }
  for (var i = list.length - 1; i >= 0; i--) {
    if (list[i].handler === handler) {
      list.splice(i, 1);
      break;
    }
  }
  return this;
};

Emitter.prototype.emit = function (event, a, b, c) {
  var list = entryList(this, event, false);
  if (list === null || list.length === 0) {
    return false;
  }
  // A copy, because handlers may add and remove handlers while we walk.
  var snapshot = list.slice();
  var failure = null;
  for (var i = 0; i < snapshot.length; i++) {
    if (snapshot[i].once) {
      this.off(event, snapshot[i].handler);
    }
    try {
      snapshot[i].handler.call(this, a, b, c);
    } catch (e) {
      if (failure === null) {
        failure = e;
      }
    }
  }
  if (failure !== null) {
    throw failure;
  }
  return true;
};

Emitter.prototype.countHandlers = function (event) {
  var list = entryList(this, event, false);
  return list === null ? 0 : list.length;
};

/* Makes instances of a constructor emitters too. */
Emitter.extend = function (constructor) {
  constructor.prototype = Object.create(Emitter.prototype, {
    constructor: { value: constructor, writable: true, configurable: true }
  });
  return constructor;
};

module.exports = Emitter;
