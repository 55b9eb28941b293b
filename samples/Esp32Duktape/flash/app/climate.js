/*
 * Climate control: heating, roof windows, fan, mist and lamps.
 *
 * Heating and venting are two controllers with a gap between their set points,
 * so that they never work against each other.  On top of them lie rules that
 * may only make things safer: frost, storm, rain, and air that is so damp that
 * it has to be exchanged although it is cold.
 */
"use strict";

var Pid = require("lib/pid.js");
var filter = require("lib/filter.js");
var psychro = require("lib/psychro.js");
var sun = require("lib/sun.js");

var DAMP_LIMIT = 0.25;
var RAMP_PER_HOUR = 1.5;

function Climate(config) {
  this._config = config;
  this._heat = new Pid({ kp: 0.25, ki: 0.0006, kd: 20, low: 0, high: 1, deadBand: 0.1 });
  this._vent = new Pid({ kp: 0.18, ki: 0.0004, low: 0, high: 1, reverse: true, deadBand: 0.2 });
  this._ventMove = new filter.SlewLimit(1 / 90);
  this._fan = new filter.Hysteresis(0.35, 0.6, false);
  this._storm = new filter.Hysteresis(0.75, 1, false);
  this._mist = new filter.Hysteresis(0, 0.3, false);
  this._target = NaN;
  this._targetTime = 0;
  this._lampOn = false;
  this.reasons = [];
}

/*
 * The wanted temperature moves slowly between night and day: half an hour
 * before sunrise it starts to rise, so that fruit is as warm as the air when
 * the dew point comes up and does not get wet.
 */
Climate.prototype._wanted = function (time) {
  var day = this._config.get("climate.day");
  var night = this._config.get("climate.night");
  var sky = sun.times(time, this._config.get("site.latitude"), this._config.get("site.longitude"));
  var isDay = sky.always === "day" ||
    sky.rise !== null && time > sky.rise - 30 * 60000 && time < sky.set - 60 * 60000;
  var goal = isDay ? day : night;
  if (isNaN(this._target)) {
    this._target = goal;
  } else {
    var step = RAMP_PER_HOUR * Math.max(0, time - this._targetTime) / 3600000;
    this._target += Math.max(-step, Math.min(step, goal - this._target));
  }
  this._targetTime = time;
  return this._target;
};

/*
 * inside:  { temperature, humidity, lux }
 * outside: { temperature, humidity, wind, rain }
 * Returns what every actuator should do, fractions between 0 and 1.
 */
Climate.prototype.step = function (inside, outside, time) {
  var reasons = [];
  var target = this._wanted(time);
  var ventAt = Math.max(this._config.get("climate.ventAt"), target + 1.5);
  this._heat.setPoint = target;
  this._vent.setPoint = ventAt;

  var heat = this._heat.update(inside.temperature, time);
  var vent = this._vent.update(inside.temperature, time);

  // Damp air: open a little, heat a little, if the air outside is drier.
  var deficit = psychro.deficit(inside.temperature, inside.humidity);
  if (deficit < DAMP_LIMIT) {
    var after = psychro.humidityAfterVenting(outside, inside.temperature);
    if (after < inside.humidity - 5) {
      vent = Math.max(vent, 0.12);
      heat = Math.max(heat, 0.1);
      reasons.push("damp");
    }
  }

  // Storm closes; the window's own hysteresis keeps it closed between gusts.
  var storm = this._storm.push(outside.wind / this._config.get("climate.mostWind"));
  if (storm) {
    vent = 0;
    reasons.push("storm");
  } else if (outside.rain > 0) {
    vent = Math.min(vent, 0.15);
    reasons.push("rain");
  }

  var frostAt = this._config.get("climate.frostAt");
  if (inside.temperature < frostAt) {
    heat = 1;
    vent = 0;
    reasons.push("frost");
  }
  // Never vent and heat at full strength together, whatever came before.
  if (heat > 0.5) {
    vent = Math.min(vent, 0.12);
  }

  var fan = this._fan.push(vent) && !storm;
  var wantedDeficit = this._config.get("climate.deficit");
  var mist = this._mist.push(deficit - wantedDeficit * 1.4) && inside.temperature > 18;

  this.reasons = reasons;
  return {
    target: target,
    ventAt: ventAt,
    deficit: deficit,
    heat: heat,
    vent: this._moveWindow(vent, time, reasons),
    fan: fan,
    mist: mist,
    lamp: this._lamp(inside.lux, time)
  };
};

/* A window motor takes ninety seconds; safety does not wait for the limit. */
Climate.prototype._moveWindow = function (vent, time, reasons) {
  if (reasons.indexOf("storm") >= 0 || reasons.indexOf("frost") >= 0) {
    this._ventMove = new filter.SlewLimit(1 / 90);
  }
  return this._ventMove.push(vent, time);
};

/* Lamps lengthen the day on both ends and help out on dark days. */
Climate.prototype._lamp = function (lux, time) {
  var hours = this._config.get("light.hours");
  if (hours <= 0) {
    this._lampOn = false;
    return false;
  }
  var sky = sun.times(time, this._config.get("site.latitude"), this._config.get("site.longitude"));
  if (sky.always !== null) {
    return false;
  }
  var extra = sun.lampHours(sky.hours, hours);
  var from = sky.rise - extra.morning * 3600000;
  var to = sky.set + extra.evening * 3600000;
  var wanted = this._config.get("light.lux");
  if (time < from || time > to) {
    this._lampOn = false;
  } else if (lux < wanted * 0.6) {
    this._lampOn = true;
  } else if (lux > wanted * 1.5) {
    this._lampOn = false;
  }
  return this._lampOn;
};

module.exports = Climate;
