/*
 * Ring buffers.
 *
 * Ring keeps the last n values of any kind.  Series keeps samples with a time
 * and thins itself out: when it is full, every second sample of the older half
 * is dropped, so a fixed amount of memory always covers the whole day, with
 * the recent past in more detail.
 */
"use strict";

function Ring(capacity) {
  if (!(capacity >= 1)) {
    throw new RangeError("a ring needs room for at least one value");
  }
  this._items = new Array(capacity);
  this._next = 0;
  this._count = 0;
}

/* Adds a value and returns the one that had to go, or undefined. */
Ring.prototype.push = function (value) {
  var dropped;
  if (this._count === this._items.length) {
    dropped = this._items[this._next];
  } else {
    this._count += 1;
  }
  this._items[this._next] = value;
  this._next = (this._next + 1) % this._items.length;
  return dropped;
};

/* Index 0 is the oldest value, -1 the newest. */
Ring.prototype.at = function (index) {
  var position = index < 0 ? this._count + index : index;
  if (position < 0 || position >= this._count) {
    return undefined;
  }
  return this._items[(this._next - this._count + position + this._items.length) % this._items.length];
};

Ring.prototype.length = function () {
  return this._count;
};

Ring.prototype.capacity = function () {
  return this._items.length;
};

Ring.prototype.isFull = function () {
  return this._count === this._items.length;
};

Ring.prototype.clear = function () {
  // The slots are emptied too, or the heap would keep what they refer to.
  this._items = new Array(this._items.length);
  this._next = 0;
  this._count = 0;
};

Ring.prototype.forEach = function (visit) {
  for (var i = 0; i < this._count; i++) {
    visit(this.at(i), i);
  }
};

Ring.prototype.toArray = function () {
  var out = [];
  this.forEach(function (value) {
    out.push(value);
  });
  return out;
};

function Series(capacity) {
  this._capacity = Math.max(8, capacity);
  this._times = [];
  this._values = [];
}

Series.prototype.add = function (time, value) {
  var last = this._times.length - 1;
  if (last >= 0 && time < this._times[last]) {
    // The clock was set back; samples from the future would never leave.
    while (this._times.length > 0 && this._times[this._times.length - 1] > time) {
      this._times.pop();
      this._values.pop();
    }
  }
  this._times.push(time);
  this._values.push(value);
  if (this._times.length > this._capacity) {
    this._thin();
  }
};

Series.prototype._thin = function () {
  var half = this._times.length >> 1;
  var times = [];
  var values = [];
  for (var i = 0; i < this._times.length; i++) {
    if (i >= half || i % 2 === 0) {
      times.push(this._times[i]);
      values.push(this._values[i]);
    }
  }
  this._times = times;
  this._values = values;
};

Series.prototype.length = function () {
  return this._times.length;
};

/* Samples from `since` on, as pairs, for the chart of the web page. */
Series.prototype.since = function (since) {
  var out = [];
  for (var i = 0; i < this._times.length; i++) {
    if (this._times[i] >= since) {
      out.push([this._times[i], this._values[i]]);
    }
  }
  return out;
};

/* Mean over time, each sample counting until the next one arrives. */
Series.prototype.mean = function () {
  var n = this._times.length;
  if (n === 0) {
    return NaN;
  }
  if (n === 1) {
    return this._values[0];
  }
  var sum = 0;
  for (var i = 1; i < n; i++) {
    sum += this._values[i - 1] * (this._times[i] - this._times[i - 1]);
  }
  var span = this._times[n - 1] - this._times[0];
  return span > 0 ? sum / span : this._values[n - 1];
};

module.exports = Ring;
module.exports.Series = Series;
