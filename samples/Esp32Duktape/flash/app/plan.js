/*
 * Irrigation plan.
 *
 * Each zone keeps a water balance: what the plants have used since the last
 * watering, from the evapotranspiration and the crop's coefficient, less what
 * was given.  When the deficit reaches what the soil can lend, the zone wants
 * water; a schedule says when it may have it, and the pump serves one zone at
 * a time.
 */
"use strict";

var Emitter = require("lib/emitter.js");
var Cron = require("lib/cron.js").Cron;

// Longer than this in one go, and water runs off instead of in.
var SOAK_AFTER = 8;
var SOAK_PAUSE = 12;

function Zone(definition, plants) {
  this.name = definition.name;
  this.valve = definition.valve;
  this.area = definition.area;
  this.flow = definition.flow;
  this.efficiency = definition.efficiency || 0.9;
  this.sensor = definition.sensor || null;
  this.windows = definition.windows.map(function (expression) {
    return new Cron(expression);
  });
  this.plant = plants[definition.plant];
  if (!this.plant) {
    throw new Error("zone " + definition.name + " grows '" + definition.plant + "', which is not in the table");
  }
  this.planted = Date.parse(definition.planted + "T00:00:00Z");
  this.soil = definition.soil;
  this.depletion = definition.start || 0;
  this.givenToday = 0;
  this.lastWatered = 0;
}

/* Crop coefficient by age: rises from the first value to the middle one. */
Zone.prototype.coefficient = function (time) {
  var days = (time - this.planted) / 86400000;
  var stages = this.plant.days;
  var values = this.plant.kc;
  var end1 = stages[0];
  var end2 = end1 + stages[1];
  var end3 = end2 + stages[2];
  var end4 = end3 + stages[3];
  if (days <= end1) {
    return values[0];
  }
  if (days <= end2) {
    return values[0] + (values[1] - values[0]) * (days - end1) / stages[1];
  }
  if (days <= end3) {
    return values[1];
  }
  if (days <= end4) {
    return values[1] + (values[2] - values[1]) * (days - end3) / stages[3];
  }
  return values[2];
};

/* Millimetres that may be missing before growth suffers. */
Zone.prototype.allowance = function () {
  return (this.soil.field - this.soil.wilting) * this.plant.root * 1000 * this.plant.depletion;
};

Zone.prototype.use = function (et0, time) {
  this.depletion += et0 * this.coefficient(time);
};

/* A probe in the soil knows better than the balance; it pulls it over. */
Zone.prototype.correct = function (moisture) {
  var measured = Math.max(0, (this.soil.field - moisture) * this.plant.root * 1000);
  this.depletion += 0.2 * (measured - this.depletion);
};

Zone.prototype.wants = function () {
  return this.depletion >= this.allowance();
};

/* Minutes with the valve open that bring the soil back to full. */
Zone.prototype.minutesNeeded = function () {
  var litres = this.depletion * this.area / this.efficiency;
  return litres / this.flow;
};

Zone.prototype.given = function (litres, time) {
  var millimetres = litres * this.efficiency / this.area;
  this.depletion = Math.max(0, this.depletion - millimetres);
  this.givenToday += litres;
  this.lastWatered = time;
};

Zone.prototype.mayWater = function (wall) {
  return this.windows.some(function (cron) {
    return cron.matches(wall);
  });
};

function Plan(options) {
  Emitter.call(this);
  this._zones = options.zones.map(function (definition) {
    return new Zone(definition, options.plants);
  });
  this._mostMinutes = options.mostMinutes;
  this._queue = [];
  this._active = null;
  this._blocked = null;
}
Emitter.extend(Plan);

Plan.prototype.zones = function () {
  return this._zones;
};

Plan.prototype.zone = function (name) {
  for (var i = 0; i < this._zones.length; i++) {
    if (this._zones[i].name === name) {
      return this._zones[i];
    }
  }
  return null;
};

/* One hour of weather. */
Plan.prototype.weather = function (et0, time) {
  this._zones.forEach(function (zone) {
    zone.use(et0, time);
  });
};

/* Long waterings are cut into pieces with pauses, so that others can go between. */
function pieces(minutes) {
  var count = Math.ceil(minutes / SOAK_AFTER);
  var out = [];
  for (var i = 0; i < count; i++) {
    out.push(minutes / count);
  }
  return out;
}

Plan.prototype.request = function (zone, minutes, reason, time) {
  var capped = Math.min(minutes, this._mostMinutes);
  var self = this;
  var already = this._queue.some(function (job) {
    return job.zone === zone;
  }) || this._active !== null && this._active.zone === zone;
  if (already || !(capped > 0.25)) {
    return 0;
  }
  pieces(capped).forEach(function (length, i) {
    self._queue.push({ zone: zone, minutes: length, reason: reason, notBefore: time + i * (SOAK_PAUSE + length) * 60000 });
  });
  this.emit("queued", zone.name, capped, reason);
  return capped;
};

/* Called once a minute with wall time and with the time that really passes. */
Plan.prototype.minute = function (wall, time) {
  var self = this;
  if (wall.getUTCHours() === 0 && wall.getUTCMinutes() === 0) {
    this._zones.forEach(function (zone) {
      zone.givenToday = 0;
    });
  }
  this._zones.forEach(function (zone) {
    if (zone.wants() && zone.mayWater(wall)) {
      self.request(zone, zone.minutesNeeded(), "balance", time);
    }
  });
};

/* A reason not to water at all: tank empty, frost, rain.  null lifts it. */
Plan.prototype.block = function (reason) {
  if (reason !== this._blocked) {
    this._blocked = reason;
    this.emit(reason === null ? "unblocked" : "blocked", reason);
    if (reason !== null && this._active !== null) {
      this._finish(this._active.lastTime);
    }
  }
};

/*
 * Moves the queue on.  `flowed` is what the flow meter counted since the last
 * call, in litres.  Returns the valve that should be open, or null.
 */
Plan.prototype.run = function (time, flowed) {
  if (this._active !== null) {
    this._active.litres += flowed;
    this._active.lastTime = time;
    if (time >= this._active.until) {
      this._finish(time);
    }
  }
  if (this._active === null && this._blocked === null) {
    this._startNext(time);
  }
  return this._active === null ? null : this._active.zone.valve;
};

Plan.prototype._startNext = function (time) {
  for (var i = 0; i < this._queue.length; i++) {
    if (this._queue[i].notBefore <= time) {
      var job = this._queue.splice(i, 1)[0];
      this._active = { zone: job.zone, until: time + job.minutes * 60000, started: time, lastTime: time, litres: 0, reason: job.reason };
      this.emit("open", job.zone.name, job.minutes, job.reason);
      return;
    }
  }
};

Plan.prototype._finish = function (time) {
  var job = this._active;
  this._active = null;
  var minutes = (time - job.started) / 60000;
  // Without pulses the nominal flow has to do, and somebody should look.
  var litres = job.litres > 0 ? job.litres : minutes * job.zone.flow;
  job.zone.given(litres, time);
  this.emit("closed", job.zone.name, minutes, litres);
  if (job.litres === 0 && minutes > 1) {
    this.emit("noFlow", job.zone.name);
  } else if (job.litres > minutes * job.zone.flow * 1.6 + 1) {
    this.emit("burst", job.zone.name, job.litres);
  }
};

Plan.prototype.state = function () {
  return {
    blocked: this._blocked,
    active: this._active === null ? null : { zone: this._active.zone.name, until: this._active.until, litres: this._active.litres },
    queued: this._queue.length,
    zones: this._zones.map(function (zone) {
      return {
        name: zone.name, depletion: Math.round(zone.depletion * 10) / 10, allowance: Math.round(zone.allowance() * 10) / 10,
        today: Math.round(zone.givenToday), last: zone.lastWatered
      };
    })
  };
};

module.exports = Plan;
module.exports.Zone = Zone;
