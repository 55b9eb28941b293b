/*
 * Fernhaus greenhouse controller: boot script.
 *
 * The firmware runs this file once, as a plain program and not as a module,
 * before it runs start.js.  It has three duties: tell the engine where modules
 * live, give the global object the timer functions that Duktape itself does
 * not bring, and leave a function called _loop behind, which the native task
 * calls for as long as the device is powered.
 */
/* globals Duktape, DUKF, require */

/*
 * A module id is a path in the flash tree.  The extension may be left out, but
 * an id with it and one without it are two entries in the module cache, and a
 * module with state would then exist twice.  This tree always writes it.
 */
Duktape.modSearch = function (id, localRequire, exports, module) {
  var file = id;
  if (file.slice(-3) !== ".js") {
    file += ".js";
  }
  // Compiling needs a contiguous piece of heap, so the garbage goes first.
  DUKF.gc();
  var source = DUKF.loadFile(file);
  if (source === null) {
    throw new Error("module not found in flash: " + file);
  }
  module.filename = file;
  return source;
};

var _loop = require("loop.js");

(function (global) {
  var timers = require("lib/timers.js");

  global.setTimeout = function (callback, delay) {
    return timers.shared.after(delay, callback);
  };

  global.setInterval = function (callback, period) {
    return timers.shared.every(period, callback);
  };

  global.clearTimeout = global.clearInterval = function (id) {
    timers.shared.cancel(id);
  };

  // Names that older scripts for this firmware family use.
  global.cancelTimeout = global.cancelInterval = global.clearTimeout;
}(this));
