/*
 * State machines from a table.
 *
 *   new Machine({
 *     initial: "idle",
 *     states: {
 *       idle:    { on: { start: "running" } },
 *       running: { enter: open, leave: close, timeout: [90000, "idle"],
 *                  on: { stop: "idle", fault: { to: "failed", when: isReal } } },
 *       failed:  { final: true }
 *     }
 *   })
 *
 * Events that a state does not list are counted and ignored.  An event sent
 * from inside enter() or leave() waits until the transition is complete.
 */
"use strict";

var Emitter = require("lib/emitter.js");

function Machine(definition) {
  Emitter.call(this);
  this._states = definition.states;
  this._context = definition.context || {};
  this._timers = definition.timers || null;
  this._timerId = null;
  this._queue = [];
  this._busy = false;
  this.state = null;
  this.ignored = 0;
  check(definition);
  this._enter(definition.initial, null);
}
Emitter.extend(Machine);

/* Finds a misspelt state when the table is loaded and not a month later. */
function check(definition) {
  var states = definition.states;
  function mustExist(name, where) {
    if (!Object.prototype.hasOwnProperty.call(states, name)) {
      throw new Error("state '" + name + "' in " + where + " does not exist");
    }
  }
  mustExist(definition.initial, "initial");
  Object.keys(states).forEach(function (name) {
    var on = states[name].on || {};
    Object.keys(on).forEach(function (event) {
      candidates(on[event]).forEach(function (candidate) {
        mustExist(candidate.to, name + "." + event);
      });
    });
    if (states[name].timeout) {
      mustExist(states[name].timeout[1], name + ".timeout");
      if (!definition.timers) {
        throw new Error(name + " has a timeout but the machine has no timers");
      }
    }
  });
}

/* A target is a name, an object with a guard, or a list of those. */
function candidates(target) {
  var list = Array.isArray(target) ? target : [target];
  return list.map(function (entry) {
    return typeof entry === "string" ? { to: entry } : entry;
  });
}

Machine.prototype.send = function (event, data) {
  this._queue.push({ event: event, data: data, to: null });
  this._drain();
  return this.state;
};

Machine.prototype._drain = function () {
  if (this._busy) {
    return;
  }
  this._busy = true;
  try {
    while (this._queue.length > 0) {
      var next = this._queue.shift();
      if (next.to !== null) {
        this._move(next.to, next.event);
      } else {
        this._handle(next.event, next.data);
      }
    }
  } finally {
    this._busy = false;
    this._queue.length = 0;
  }
};

Machine.prototype._handle = function (event, data) {
  var on = this._states[this.state].on || {};
  if (!Object.prototype.hasOwnProperty.call(on, event)) {
    this.ignored += 1;
    return;
  }
  var choice = candidates(on[event]);
  for (var i = 0; i < choice.length; i++) {
    if (!choice[i].when || choice[i].when.call(this._context, data)) {
      if (choice[i].then) {
        choice[i].then.call(this._context, data);
      }
      this._move(choice[i].to, event, data);
      return;
    }
  }
  this.ignored += 1;
};

Machine.prototype._move = function (to, event, data) {
  var from = this.state;
  var leave = this._states[from].leave;
  if (this._timerId !== null) {
    this._timers.cancel(this._timerId);
    this._timerId = null;
  }
  if (leave) {
    leave.call(this._context, data);
  }
  this._enter(to, data);
  this.emit("change", { from: from, to: to, event: event });
};

Machine.prototype._enter = function (name, data) {
  var self = this;
  var state = this._states[name];
  this.state = name;
  if (state.timeout) {
    this._timerId = this._timers.after(state.timeout[0], function () {
      self._timerId = null;
      if (self.state === name) {
        self._queue.push({ event: "timeout", data: undefined, to: state.timeout[1] });
        self._drain();
      }
    });
  }
  if (state.enter) {
    state.enter.call(this._context, data);
  }
};

Machine.prototype.isFinal = function () {
  return this._states[this.state].final === true;
};

/* Events that would do something now; the command line lists them. */
Machine.prototype.accepts = function () {
  return Object.keys(this._states[this.state].on || {});
};

module.exports = Machine;
