/*
 * Moist air.
 *
 * Temperatures in degrees Celsius, relative humidity in percent, pressures in
 * kilopascals, absolute humidity in grams per cubic metre.  Saturation follows
 * the Magnus form over water, good to 0.4 % between -20 and 50 degrees.
 */
"use strict";

function saturation(temperature) {
  return 0.61094 * Math.exp(17.625 * temperature / (temperature + 243.04));
}

function vapourPressure(temperature, humidity) {
  return saturation(temperature) * humidity / 100;
}

function dewPoint(temperature, humidity) {
  var ratio = Math.log(Math.max(humidity, 0.1) / 100) + 17.625 * temperature / (temperature + 243.04);
  return 243.04 * ratio / (17.625 - ratio);
}

function absoluteHumidity(temperature, humidity) {
  return 2166.8 * vapourPressure(temperature, humidity) / (temperature + 273.15);
}

/*
 * Vapour pressure deficit at the leaf, which is what makes a plant drink.  A
 * leaf in the sun is a little warmer than the air, one that transpires well a
 * little cooler; `leafOffset` is that difference.
 */
function deficit(temperature, humidity, leafOffset) {
  return saturation(temperature + (leafOffset || 0)) - vapourPressure(temperature, humidity);
}

/* Wet bulb by bisection on the psychrometer equation. */
function wetBulb(temperature, humidity, pressure) {
  var actual = vapourPressure(temperature, humidity);
  var constant = 0.000665 * (pressure || 101.325);
  var low = temperature - 40;
  var high = temperature;
  for (var i = 0; i < 40; i++) {
    var middle = (low + high) / 2;
    if (saturation(middle) - constant * (temperature - middle) > actual) {
      high = middle;
    } else {
      low = middle;
    }
  }
  return (low + high) / 2;
}

/*
 * What would the humidity inside be if outside air were let in and warmed to
 * the inside temperature?  Below the present value, venting dries the house.
 */
function humidityAfterVenting(outside, insideTemperature) {
  var pressure = vapourPressure(outside.temperature, outside.humidity);
  return Math.min(100, 100 * pressure / saturation(insideTemperature));
}

/*
 * Reference evapotranspiration in millimetres per hour after Penman and
 * Monteith, in the hourly form of FAO paper 56.
 *   net        net radiation, MJ per square metre and hour
 *   wind       at two metres, metres per second; 0.3 inside a closed house
 */
function evapotranspiration(air) {
  var t = air.temperature;
  var es = saturation(t);
  var slope = 4098 * es / Math.pow(t + 237.3, 2);
  var gamma = 0.000665 * (air.pressure || 101.325);
  var soil = air.net > 0 ? 0.1 * air.net : 0.5 * air.net;
  var drying = 37 / (t + 273) * air.wind * (es - vapourPressure(t, air.humidity));
  var value = (0.408 * slope * (air.net - soil) + gamma * drying) / (slope + gamma * (1 + 0.34 * air.wind));
  return Math.max(0, value);
}

/*
 * Radiation from a lux meter.  The factor holds for daylight; under lamps it
 * would be three times too large, and the caller knows which it is.
 */
function luxToRadiation(lux) {
  return lux / 126.7 * 3600 / 1e6;
}

/* Risk of botrytis: hours of wet leaves weighted with temperature, 0 to 1. */
function mouldRisk(wetHours, temperature) {
  if (temperature < 4 || temperature > 30 || wetHours <= 0) {
    return 0;
  }
  var bell = Math.exp(-Math.pow((temperature - 18) / 7, 2));
  return 1 - Math.exp(-wetHours * bell / 9);
}

module.exports = {
  saturation: saturation,
  vapourPressure: vapourPressure,
  dewPoint: dewPoint,
  absoluteHumidity: absoluteHumidity,
  deficit: deficit,
  wetBulb: wetBulb,
  humidityAfterVenting: humidityAfterVenting,
  evapotranspiration: evapotranspiration,
  luxToRadiation: luxToRadiation,
  mouldRisk: mouldRisk
};
