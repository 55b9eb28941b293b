/*
 * Tables from CSV files, and interpolation in them.
 *
 * Calibration files have a header line with column names, lines that start
 * with # are remarks, numbers use a point.  A file is read line by line from
 * the mapped text, never split as a whole: 12 KiB of text would otherwise
 * become 366 strings at once.
 */
"use strict";

function Table(columns) {
  this.columns = columns;
  this._data = columns.map(function () {
    return [];
  });
}

function splitLine(line) {
  var cells = [];
  var at = 0;
  while (at <= line.length) {
    if (line.charAt(at) === "\"") {
      var cell = "";
      at += 1;
      for (;;) {
        var quote = line.indexOf("\"", at);
        if (quote < 0) {
          throw new Error("quote without end: " + line);
        }
        cell += line.slice(at, quote);
        at = quote + 1;
        if (line.charAt(at) !== "\"") {
          break;
        }
        cell += "\"";
        at += 1;
      }
      cells.push(cell);
      at = line.indexOf(",", at) < 0 ? line.length + 1 : line.indexOf(",", at) + 1;
    } else {
      var comma = line.indexOf(",", at);
      var end = comma < 0 ? line.length : comma;
      cells.push(line.slice(at, end).replace(/^\s+|\s+$/g, ""));
      at = end + 1;
    }
  }
  return cells;
}

Table.parse = function (text) {
  var table = null;
  var at = 0;
  var lineNumber = 0;
  while (at < text.length) {
    var end = text.indexOf("\n", at);
    if (end < 0) {
      end = text.length;
    }
    var line = text.slice(at, end).replace(/\r$/, "");
    at = end + 1;
    lineNumber += 1;
    if (line.length === 0 || line.charAt(0) === "#") {
      continue;
    }
    var cells = splitLine(line);
    if (table === null) {
      table = new Table(cells);
      continue;
    }
    if (cells.length !== table.columns.length) {
      throw new Error("line " + lineNumber + " has " + cells.length + " cells, the header has " + table.columns.length);
    }
    table._addRow(cells);
  }
  if (table === null) {
    throw new Error("table has no header");
  }
  return table;
};

Table.prototype._addRow = function (cells) {
  for (var i = 0; i < cells.length; i++) {
    var number = Number(cells[i]);
    this._data[i].push(cells[i] !== "" && !isNaN(number) ? number : cells[i]);
  }
};

Table.prototype.rows = function () {
  return this._data.length > 0 ? this._data[0].length : 0;
};

Table.prototype.column = function (name) {
  var index = this.columns.indexOf(name);
  if (index < 0) {
    throw new Error("no column '" + name + "', there are: " + this.columns.join(", "));
  }
  return this._data[index];
};

Table.prototype.row = function (index) {
  var out = {};
  for (var i = 0; i < this.columns.length; i++) {
    out[this.columns[i]] = this._data[i][index];
  }
  return out;
};

/*
 * A function from one column to another, linear between the rows and constant
 * beyond the ends.  The source column may rise or fall but not both.
 */
Table.prototype.curve = function (from, to) {
  return curve(this.column(from), this.column(to));
};

function curve(xs, ys) {
  var n = xs.length;
  if (n < 2) {
    throw new Error("a curve needs two points");
  }
  var rising = xs[n - 1] > xs[0];
  for (var i = 1; i < n; i++) {
    if (rising ? xs[i] <= xs[i - 1] : xs[i] >= xs[i - 1]) {
      throw new Error("curve is not monotonic at row " + i);
    }
  }
  return function (x) {
    var low = 0;
    var high = n - 1;
    if (rising ? x <= xs[0] : x >= xs[0]) {
      return ys[0];
    }
    if (rising ? x >= xs[high] : x <= xs[high]) {
      return ys[high];
    }
    while (high - low > 1) {
      var middle = low + high >> 1;
      if (rising ? xs[middle] <= x : xs[middle] >= x) {
        low = middle;
      } else {
        high = middle;
      }
    }
    var part = (x - xs[low]) / (xs[high] - xs[low]);
    return ys[low] + part * (ys[high] - ys[low]);
  };
}

/* Least squares line through calibration points: [slope, offset, r squared]. */
function fitLine(points) {
  var n = points.length;
  var sx = 0, sy = 0, sxx = 0, sxy = 0, syy = 0;
  points.forEach(function (p) {
    sx += p[0];
    sy += p[1];
    sxx += p[0] * p[0];
    sxy += p[0] * p[1];
    syy += p[1] * p[1];
  });
  var spread = n * sxx - sx * sx;
  if (n < 2 || spread === 0) {
    throw new Error("the points do not make a line");
  }
  var slope = (n * sxy - sx * sy) / spread;
  var correlation = n * sxy - sx * sy;
  var vertical = n * syy - sy * sy;
  return [slope, (sy - slope * sx) / n, vertical === 0 ? 1 : correlation * correlation / (spread * vertical)];
}

module.exports = Table;
module.exports.curve = curve;
module.exports.fitLine = fitLine;
