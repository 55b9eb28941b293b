/*
 * PID controller in parallel form.
 *
 *  - The derivative acts on the measurement, so a new set point gives no kick.
 *  - The integral is held between the output limits and stands still while
 *    the output is saturated in the direction it would push (anti-windup).
 *  - Switching from manual to automatic starts from the present output.
 */
"use strict";

function clamp(value, low, high) {
  return value < low ? low : value > high ? high : value;
}

function Pid(options) {
  this.kp = options.kp;
  this.ki = options.ki || 0;
  this.kd = options.kd || 0;
  this.low = options.low === undefined ? 0 : options.low;
  this.high = options.high === undefined ? 1 : options.high;
  this.deadBand = options.deadBand || 0;
  // -1 for a plant that goes down when the output goes up, such as cooling.
  this.direction = options.reverse ? -1 : 1;
  this.setPoint = options.setPoint || 0;
  this.automatic = true;
  this.output = this.low;
  this._integral = 0;
  this._lastInput = NaN;
  this._lastTime = NaN;
  this._slope = 0;
}

Pid.prototype.update = function (input, time) {
  if (!isFinite(input)) {
    return this.output;
  }
  var first = isNaN(this._lastTime);
  var elapsed = first ? 0 : (time - this._lastTime) / 1000;
  if (!first && elapsed <= 0) {
    return this.output;
  }

  var error = (this.setPoint - input) * this.direction;
  if (Math.abs(error) < this.deadBand) {
    error = 0;
  }

  if (!first) {
    // A one-pole filter with a fifth of the derivative time keeps sensor
    // noise from reaching the actuator.
    var raw = (input - this._lastInput) / elapsed * this.direction;
    this._slope += (raw - this._slope) * elapsed / (elapsed + this._filterTime());
  }
  this._lastInput = input;
  this._lastTime = time;

  if (!this.automatic) {
    return this.output;
  }

  var proportional = this.kp * error;
  var derivative = -this.kd * this._slope;
  var step = this.ki * error * elapsed;
  var wanted = proportional + this._integral + step + derivative;

  var saturated = wanted > this.high && step > 0 || wanted < this.low && step < 0;
  if (!saturated) {
    this._integral = clamp(this._integral + step, this.low, this.high);
  }
  this.output = clamp(proportional + this._integral + derivative, this.low, this.high);
  return this.output;
};

Pid.prototype._filterTime = function () {
  return this.kp > 0 ? 0.2 * this.kd / this.kp : 0;
};

Pid.prototype.setManual = function (output) {
  this.automatic = false;
  this.output = clamp(output, this.low, this.high);
};

Pid.prototype.setAutomatic = function () {
  if (this.automatic) {
    return;
  }
  var error = isNaN(this._lastInput) ? 0 : (this.setPoint - this._lastInput) * this.direction;
  this._integral = clamp(this.output - this.kp * error, this.low, this.high);
  this.automatic = true;
};

Pid.prototype.reset = function () {
  this._integral = 0;
  this._lastInput = NaN;
  this._lastTime = NaN;
  this._slope = 0;
  this.output = this.low;
};

/*
 * Gains from a step test: dead time and time constant in seconds, gain in
 * units of input per unit of output.  The rule is the SIMC one with a closed
 * loop time equal to the dead time, which is calm enough for a house of glass.
 */
Pid.tune = function (plant) {
  var loop = Math.max(plant.deadTime, plant.timeConstant / 10);
  var kp = plant.timeConstant / (plant.gain * (loop + plant.deadTime));
  var integralTime = Math.min(plant.timeConstant, 4 * (loop + plant.deadTime));
  return { kp: kp, ki: kp / integralTime, kd: kp * plant.deadTime / 3 };
};

module.exports = Pid;
