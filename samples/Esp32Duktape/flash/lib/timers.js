/*
 * Timer queue.
 *
 * The entries form a binary heap ordered by due time, so a turn of the main
 * loop without a due timer costs one comparison.  Time is handed in by the
 * caller, which makes the queue testable and lets a clock correction shift
 * all entries at once.
 */
"use strict";

function Timers(clock) {
  this._clock = clock || Date.now;
  this._heap = [];
  this._nextId = 1;
  this._sequence = 0;
}

function before(a, b) {
  // Equal due times keep the order in which they were asked for.
  return a.due < b.due || (a.due === b.due && a.sequence < b.sequence);
}

function siftUp(heap, index) {
  var entry = heap[index];
  while (index > 0) {
    var parent = (index - 1) >> 1;
    if (!before(entry, heap[parent])) {
      break;
    }
    heap[index] = heap[parent];
    index = parent;
  }
  heap[index] = entry;
}

function siftDown(heap, index) {
  var entry = heap[index];
  var half = heap.length >> 1;
  while (index < half) {
    var child = 2 * index + 1;
    if (child + 1 < heap.length && before(heap[child + 1], heap[child])) {
      child += 1;
    }
    if (!before(heap[child], entry)) {
      break;
    }
    heap[index] = heap[child];
    index = child;
  }
  heap[index] = entry;
}

Timers.prototype._add = function (delay, period, callback) {
  if (typeof callback !== "function") {
    throw new TypeError("a timer needs a function");
  }
  var entry = {
    id: this._nextId++,
    due: this._clock() + Math.max(0, Number(delay) || 0),
    period: period,
    callback: callback,
    sequence: this._sequence++
  };
  this._heap.push(entry);
  siftUp(this._heap, this._heap.length - 1);
  return entry.id;
};

Timers.prototype.after = function (delay, callback) {
  return this._add(delay, 0, callback);
};

Timers.prototype.every = function (period, callback) {
  // A period of zero would keep run() busy for ever.
  var length = Math.max(1, Number(period) || 1);
  return this._add(length, length, callback);
};

Timers.prototype.cancel = function (id) {
  for (var i = 0; i < this._heap.length; i++) {
    if (this._heap[i].id === id) {
      var last = this._heap.pop();
      if (i < this._heap.length) {
        this._heap[i] = last;
        siftUp(this._heap, i);
        siftDown(this._heap, i);
      }
      return true;
    }
  }
  return false;
};

Timers.prototype.nextDue = function () {
  return this._heap.length === 0 ? null : this._heap[0].due;
};

Timers.prototype.size = function () {
  return this._heap.length;
};

/*
 * Runs what is due and returns how many callbacks ran.  A repeating timer that
 * was held up does not catch up: it fires once and then keeps its period.
 */
Timers.prototype.run = function (now) {
  var ran = 0;
  var limit = this._sequence;
  while (this._heap.length > 0) {
    var entry = this._heap[0];
    // Timers added by a callback of this very run wait for the next one.
    if (entry.due > now || entry.sequence >= limit) {
      break;
    }
    if (entry.period > 0) {
      entry.due = Math.max(entry.due + entry.period, now + 1);
      entry.sequence = this._sequence++;
      siftDown(this._heap, 0);
    } else {
      this.cancel(entry.id);
    }
    entry.callback();
    ran += 1;
  }
  return ran;
};

/* Moves every entry, for use after the clock was set by `offset`. */
Timers.prototype.shift = function (offset) {
  for (var i = 0; i < this._heap.length; i++) {
    this._heap[i].due += offset;
  }
};

module.exports = Timers;
module.exports.shared = new Timers();
