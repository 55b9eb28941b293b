/*
 * Filters for readings.
 *
 * All of them are objects with push(value), which returns the filtered value,
 * so that a chain is a list.  A reading that is not a number is ignored and
 * the previous output stands: one lost transfer must not open a window.
 */
"use strict";

function isReading(value) {
  return typeof value === "number" && isFinite(value);
}

/* Middle value of the last n; takes out single spikes without smearing. */
function Median(size) {
  this._size = size % 2 === 0 ? size + 1 : size;
  this._window = [];
  this._sorted = [];
}

Median.prototype.push = function (value) {
  if (isReading(value)) {
    this._window.push(value);
    insertSorted(this._sorted, value);
    if (this._window.length > this._size) {
      removeSorted(this._sorted, this._window.shift());
    }
  }
  return this.value();
};

Median.prototype.value = function () {
  var n = this._sorted.length;
  if (n === 0) {
    return NaN;
  }
  var middle = n >> 1;
  return n % 2 === 1 ? this._sorted[middle] : (this._sorted[middle - 1] + this._sorted[middle]) / 2;
};

function lowerBound(list, value) {
  var low = 0;
  var high = list.length;
  while (low < high) {
    var middle = low + high >> 1;
    if (list[middle] < value) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

function insertSorted(list, value) {
  list.splice(lowerBound(list, value), 0, value);
}

function removeSorted(list, value) {
  list.splice(lowerBound(list, value), 1);
}

/*
 * Exponential smoothing with a time constant in seconds, so that the result
 * does not depend on how often the sensor happens to be read.
 */
function LowPass(timeConstant) {
  this._tau = timeConstant;
  this._value = NaN;
  this._time = 0;
}

LowPass.prototype.push = function (value, time) {
  if (!isReading(value)) {
    return this._value;
  }
  if (isNaN(this._value)) {
    this._value = value;
  } else {
    var elapsed = Math.max(0, (time - this._time) / 1000);
    this._value += (value - this._value) * (1 - Math.exp(-elapsed / this._tau));
  }
  this._time = time;
  return this._value;
};

/*
 * Hampel filter: a value further from the median than `limit` times the scaled
 * median deviation is replaced by the median.  Unlike a plain median it leaves
 * ordinary noise alone.
 */
function Hampel(size, limit) {
  this._size = size;
  this._limit = limit || 3;
  this._window = [];
  this.rejected = 0;
}

Hampel.prototype.push = function (value) {
  if (!isReading(value)) {
    return this._window.length > 0 ? this._window[this._window.length - 1] : NaN;
  }
  this._window.push(value);
  if (this._window.length > this._size) {
    this._window.shift();
  }
  if (this._window.length < 5) {
    return value;
  }
  var middle = medianOf(this._window);
  var deviation = 1.4826 * medianOf(this._window.map(function (x) {
    return Math.abs(x - middle);
  }));
  if (Math.abs(value - middle) > this._limit * deviation && deviation > 0) {
    this.rejected += 1;
    return middle;
  }
  return value;
};

function medianOf(list) {
  var sorted = list.slice().sort(function (a, b) {
    return a - b;
  });
  var half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/* Limits the change per second; for actuators rather than for sensors. */
function SlewLimit(perSecond) {
  this._rate = perSecond;
  this._value = NaN;
  this._time = 0;
}

SlewLimit.prototype.push = function (value, time) {
  if (!isReading(value)) {
    return this._value;
  }
  if (isNaN(this._value)) {
    this._value = value;
  } else {
    var step = this._rate * Math.max(0, time - this._time) / 1000;
    var difference = value - this._value;
    this._value += Math.max(-step, Math.min(step, difference));
  }
  this._time = time;
  return this._value;
};

/* Switches on above `high`, off below `low`, and in between stays as it is. */
function Hysteresis(low, high, initial) {
  this._low = low;
  this._high = high;
  this._state = initial === true;
}

Hysteresis.prototype.push = function (value) {
  if (isReading(value)) {
    if (value >= this._high) {
      this._state = true;
    } else if (value <= this._low) {
      this._state = false;
    }
  }
  return this._state;
};

function Chain(filters) {
  this._filters = filters;
}

Chain.prototype.push = function (value, time) {
  return this._filters.reduce(function (reading, filter) {
    return filter.push(reading, time);
  }, value);
};

module.exports = {
  Median: Median,
  LowPass: LowPass,
  Hampel: Hampel,
  SlewLimit: SlewLimit,
  Hysteresis: Hysteresis,
  Chain: Chain
};
