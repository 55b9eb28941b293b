/*
 * Metrics: counters, gauges and histograms, shown in the text format that
 * Prometheus reads.  Names and labels are checked when a metric is made, so
 * that a page can be produced without escaping surprises later.
 */
"use strict";

var NAME = /^[a-z_][a-z0-9_]*$/;

function escapeLabel(value) {
  return String(value).replace(/\\/g, "\\\\").replace(/"/g, "\\\"").replace(/\n/g, "\\n");
}

function labelText(names, values) {
  if (names.length === 0) {
    return "";
  }
  return "{" + names.map(function (name, i) {
    return name + "=\"" + escapeLabel(values[i]) + "\"";
  }).join(",") + "}";
}

function formatNumber(value) {
  if (value === Infinity) {
    return "+Inf";
  }
  if (value === -Infinity) {
    return "-Inf";
  }
  return isNaN(value) ? "NaN" : String(value);
}

function Metric(kind, name, help, labels) {
  if (!NAME.test(name)) {
    throw new Error("bad metric name: " + name);
  }
  this.kind = kind;
  this.name = name;
  this.help = help;
  this.labels = labels || [];
  this._series = {};
  if (this.labels.length === 0 && kind !== "histogram") {
    // Shown as 0 from the start, so that a first error is seen as a rise.
    this._series[""] = zero();
  }
}

Metric.prototype._entry = function (values, create) {
  var list = values || [];
  if (list.length !== this.labels.length) {
    throw new Error(this.name + " has " + this.labels.length + " labels");
  }
  var id = labelText(this.labels, list);
  if (!this._series.hasOwnProperty(id)) {
    this._series[id] = create();
  }
  return this._series[id];
};

function zero() {
  return { value: 0 };
}

function Counter(name, help, labels) {
  Metric.call(this, "counter", name, help, labels);
}
Counter.prototype = Object.create(Metric.prototype);

Counter.prototype.add = function (amount, values) {
  if (!(amount >= 0)) {
    throw new Error("a counter only goes up: " + this.name);
  }
  this._entry(values, zero).value += amount;
};

function Gauge(name, help, labels) {
  Metric.call(this, "gauge", name, help, labels);
}
Gauge.prototype = Object.create(Metric.prototype);

Gauge.prototype.set = function (value, values) {
  this._entry(values, zero).value = value;
};

Metric.prototype.get = function (values) {
  return this._entry(values, zero).value;
};

Metric.prototype.lines = function () {
  var self = this;
  return Object.keys(this._series).sort().map(function (id) {
    return self.name + id + " " + formatNumber(self._series[id].value);
  });
};

function Histogram(name, help, bounds, labels) {
  Metric.call(this, "histogram", name, help, labels);
  this._bounds = bounds.slice().sort(function (a, b) {
    return a - b;
  });
}
Histogram.prototype = Object.create(Metric.prototype);

Histogram.prototype.observe = function (value, values) {
  var bounds = this._bounds;
  var entry = this._entry(values, function () {
    return { buckets: bounds.map(function () { return 0; }), sum: 0, count: 0 };
  });
  for (var i = 0; i < bounds.length; i++) {
    if (value <= bounds[i]) {
      entry.buckets[i] += 1;
      break;
    }
  }
  entry.sum += value;
  entry.count += 1;
};

Histogram.prototype.lines = function () {
  var self = this;
  var out = [];
  Object.keys(this._series).sort().forEach(function (id) {
    var entry = self._series[id];
    var inner = id === "" ? "" : id.slice(1, -1) + ",";
    var total = 0;
    self._bounds.forEach(function (bound, i) {
      total += entry.buckets[i];
      out.push(self.name + "_bucket{" + inner + "le=\"" + formatNumber(bound) + "\"} " + total);
    });
    out.push(self.name + "_bucket{" + inner + "le=\"+Inf\"} " + entry.count);
    out.push(self.name + "_sum" + id + " " + formatNumber(entry.sum));
    out.push(self.name + "_count" + id + " " + entry.count);
  });
  return out;
};

/* A quantile between the bounds, linear within a bucket; NaN when empty. */
Histogram.prototype.quantile = function (q, values) {
  var bounds = this._bounds;
  var entry = this._entry(values, function () {
    return { buckets: bounds.map(function () { return 0; }), sum: 0, count: 0 };
  });
  var rank = q * entry.count;
  var seen = 0;
  for (var i = 0; i < bounds.length; i++) {
    if (entry.buckets[i] > 0 && seen + entry.buckets[i] >= rank) {
      var low = i === 0 ? Math.min(0, bounds[0]) : bounds[i - 1];
      return low + (bounds[i] - low) * (rank - seen) / entry.buckets[i];
    }
    seen += entry.buckets[i];
  }
  return entry.count > 0 ? bounds[bounds.length - 1] : NaN;
};

function Registry() {
  this._metrics = [];
  this._collectors = [];
}

Registry.prototype._register = function (metric) {
  this._metrics.forEach(function (other) {
    if (other.name === metric.name) {
      throw new Error("metric exists: " + metric.name);
    }
  });
  this._metrics.push(metric);
  return metric;
};

Registry.prototype.counter = function (name, help, labels) {
  return this._register(new Counter(name, help, labels));
};

Registry.prototype.gauge = function (name, help, labels) {
  return this._register(new Gauge(name, help, labels));
};

Registry.prototype.histogram = function (name, help, bounds, labels) {
  return this._register(new Histogram(name, help, bounds, labels));
};

/* A function that brings gauges up to date right before they are shown. */
Registry.prototype.collect = function (collector) {
  this._collectors.push(collector);
};

Registry.prototype.expose = function () {
  this._collectors.forEach(function (collector) {
    collector();
  });
  return this._metrics.map(function (metric) {
    return [
      "# HELP " + metric.name + " " + metric.help.replace(/\n/g, " "),
      "# TYPE " + metric.name + " " + metric.kind
    ].concat(metric.lines()).join("\n");
  }).join("\n") + "\n";
};

module.exports = Registry;
