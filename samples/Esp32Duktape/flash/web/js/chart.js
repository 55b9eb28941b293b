/*
 * A line chart on a canvas: ticks at round numbers, hours below, the value
 * under the pointer.  Drawn again whenever the size or the data changes.
 */
function Chart(canvas) {
  "use strict";
  this._canvas = canvas;
  this._points = [];
  this._unit = "";
  this._pointer = null;
  var self = this;
  window.addEventListener("resize", function () {
    self.draw();
  });
  canvas.addEventListener("mousemove", function (event) {
    self._pointer = event.clientX - canvas.getBoundingClientRect().left;
    self.draw();
  });
  canvas.addEventListener("mouseleave", function () {
    self._pointer = null;
    self.draw();
  });
}

Chart.prototype.show = function (points, unit, decimals) {
  this._points = points;
  this._unit = unit;
  this._decimals = decimals;
  this.draw();
};

/* A step of 1, 2 or 5 times a power of ten that gives about `count` lines. */
Chart.step = function (span, count) {
  var rough = span / count;
  var power = Math.pow(10, Math.floor(Math.log(rough) / Math.LN10));
  var factor = rough / power;
  return power * (factor < 1.5 ? 1 : factor < 3.5 ? 2 : factor < 7.5 ? 5 : 10);
};

Chart.prototype._colour = function (name) {
  return getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
};

Chart.prototype.draw = function () {
  var canvas = this._canvas;
  var density = window.devicePixelRatio || 1;
  var width = canvas.clientWidth;
  var height = canvas.clientHeight;
  canvas.width = width * density;
  canvas.height = height * density;
  var g = canvas.getContext("2d");
  g.scale(density, density);
  g.clearRect(0, 0, width, height);
  if (this._points.length < 2) {
    return;
  }

  var box = { left: 44, top: 8, right: width - 8, bottom: height - 22 };
  var times = this._points.map(function (p) { return p[0]; });
  var values = this._points.map(function (p) { return p[1]; });
  var low = Math.min.apply(null, values);
  var high = Math.max.apply(null, values);
  if (high - low < 0.5) {
    low -= 0.25;
    high += 0.25;
  }
  var step = Chart.step(high - low, 5);
  low = Math.floor(low / step) * step;
  high = Math.ceil(high / step) * step;
  var from = times[0];
  var to = times[times.length - 1];

  function x(time) {
    return box.left + (time - from) / (to - from) * (box.right - box.left);
  }
  function y(value) {
    return box.bottom - (value - low) / (high - low) * (box.bottom - box.top);
  }

  this._grid(g, box, low, high, step, from, to, x, y);

  // The area first, the line on top of it.
  g.beginPath();
  g.moveTo(x(times[0]), y(values[0]));
  for (var i = 1; i < times.length; i++) {
    // A gap of more than half an hour is shown as a gap and not as a slope.
    if (times[i] - times[i - 1] > 1800000 && times.length > 20) {
      g.moveTo(x(times[i]), y(values[i]));
    } else {
      g.lineTo(x(times[i]), y(values[i]));
    }
  }
  g.strokeStyle = this._colour("leaf");
  g.lineWidth = 2;
  g.lineJoin = "round";
  g.stroke();
  g.lineTo(x(to), box.bottom);
  g.lineTo(x(from), box.bottom);
  g.globalAlpha = 0.12;
  g.fillStyle = this._colour("leaf");
  g.fill();
  g.globalAlpha = 1;

  if (this._pointer !== null) {
    this._mark(g, box, x, y);
  }
};

Chart.prototype._grid = function (g, box, low, high, step, from, to, x, y) {
  g.font = "11px system-ui, sans-serif";
  g.fillStyle = this._colour("quiet");
  g.strokeStyle = this._colour("line");
  g.lineWidth = 1;
  g.textAlign = "right";
  g.textBaseline = "middle";
  var decimals = step < 1 ? 1 : 0;
  for (var value = low; value <= high + step / 2; value += step) {
    var line = Math.round(y(value)) + 0.5;
    g.beginPath();
    g.moveTo(box.left, line);
    g.lineTo(box.right, line);
    g.stroke();
    g.fillText(Fernhaus.number(value, decimals), box.left - 6, line);
  }
  g.textAlign = "center";
  g.textBaseline = "top";
  var hours = (to - from) / 3600000;
  var every = hours > 72 ? 24 : hours > 30 ? 12 : hours > 14 ? 4 : hours > 6 ? 2 : 1;
  var first = new Date(from);
  first.setMinutes(0, 0, 0);
  for (var tick = first.getTime(); tick <= to; tick += 3600000) {
    var date = new Date(tick);
    if (tick >= from && date.getHours() % every === 0) {
      g.fillText(date.getHours() + ":00", x(tick), box.bottom + 6);
    }
  }
};

Chart.prototype._mark = function (g, box, x, y) {
  var best = null;
  var pointer = this._pointer;
  this._points.forEach(function (point) {
    var distance = Math.abs(x(point[0]) - pointer);
    if (best === null || distance < best.distance) {
      best = { distance: distance, point: point };
    }
  });
  var px = x(best.point[0]);
  var py = y(best.point[1]);
  g.strokeStyle = this._colour("quiet");
  g.setLineDash([3, 3]);
  g.beginPath();
  g.moveTo(px, box.top);
  g.lineTo(px, box.bottom);
  g.stroke();
  g.setLineDash([]);
  g.fillStyle = this._colour("leaf");
  g.beginPath();
  g.arc(px, py, 4, 0, 2 * Math.PI);
  g.fill();
  var label = Fernhaus.time(best.point[0]) + "   " + Fernhaus.number(best.point[1], this._decimals) + " " + this._unit;
  g.font = "12px system-ui, sans-serif";
  var width = g.measureText(label).width + 12;
  var left = Math.min(box.right - width, Math.max(box.left, px - width / 2));
  g.fillStyle = this._colour("card");
  g.fillRect(left, box.top, width, 20);
  g.strokeStyle = this._colour("line");
  g.strokeRect(left + 0.5, box.top + 0.5, width, 20);
  g.fillStyle = this._colour("ink");
  g.textAlign = "left";
  g.textBaseline = "middle";
  g.fillText(label, left + 6, box.top + 10);
};
