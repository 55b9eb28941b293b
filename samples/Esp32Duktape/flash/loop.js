/*
 * One turn of the main loop.
 *
 * The native task calls the exported function, then handles its own event
 * queue, then sleeps for one tick.  Nothing in here may block: a slow turn
 * delays interrupts that wait in that queue, the flow meter's first of all.
 */
"use strict";

var hal = require("hal.js");
var timers = require("lib/timers.js");

// A collection takes longer than all the rest of a turn, so it is not run every
// time but when the free heap drops or enough turns have passed.
var COLLECT_EVERY = 250;
var COLLECT_BELOW = 28 * 1024;

// A turn takes milliseconds.  When the clock has moved by more than this since
// the last one, somebody has set it.
var CLOCK_WAS_SET = 30 * 1000;

var turn = 0;
var slowest = 0;
var lastTurn = hal.now();

function loop() {
  var started = hal.now();
  var jump = started - lastTurn;
  lastTurn = started;

  if (Math.abs(jump) > CLOCK_WAS_SET) {
    // Set forward, every timer would fire at once; set back, none would for
    // hours.  Moving them along keeps each one's remaining time.
    timers.shared.shift(jump);
    if (loop.onClockSet !== null) {
      loop.onClockSet(jump);
    }
  }

  timers.shared.run(started);
  hal.poll();

  turn += 1;
  if (turn % COLLECT_EVERY === 0 || hal.freeHeap() < COLLECT_BELOW) {
    hal.collect();
  }

  var took = hal.now() - started;
  if (took > slowest) {
    slowest = took;
  }
}

/* Told, with the milliseconds, when the clock was set. */
loop.onClockSet = null;

/*
 * Statistics for the metrics page.  Reading them starts a new measurement, so
 * that a slow boot does not hide a slow afternoon.
 */
loop.statistics = function () {
  var result = { turns: turn, slowestMs: slowest };
  slowest = 0;
  return result;
};

module.exports = loop;
