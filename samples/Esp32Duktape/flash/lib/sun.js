/*
 * Position of the sun, and from it sunrise, sunset and how long the lamps
 * have to make up for.  Good to about a minute between the polar circles for
 * this century, from the low-precision series of the Astronomical Almanac.
 */
"use strict";

var RAD = Math.PI / 180;
var DAY = 86400000;
var J2000 = Date.UTC(2000, 0, 1, 12);

function wrap(degrees) {
  return degrees - 360 * Math.floor(degrees / 360);
}

/* Declination and right ascension in radians, equation of time in minutes. */
function ephemeris(utc) {
  var days = (utc - J2000) / DAY;
  var longitude = wrap(280.460 + 0.9856474 * days);
  var anomaly = wrap(357.528 + 0.9856003 * days) * RAD;
  var ecliptic = (longitude + 1.915 * Math.sin(anomaly) + 0.020 * Math.sin(2 * anomaly)) * RAD;
  var tilt = (23.439 - 0.0000004 * days) * RAD;
  var ascension = Math.atan2(Math.cos(tilt) * Math.sin(ecliptic), Math.cos(ecliptic));
  var equation = wrap(longitude - ascension / RAD + 180) - 180;
  return {
    declination: Math.asin(Math.sin(tilt) * Math.sin(ecliptic)),
    ascension: ascension,
    equationOfTime: 4 * equation
  };
}

/* Height above the horizon and compass direction, in degrees. */
function position(utc, latitude, longitude) {
  var sun = ephemeris(utc);
  var minutes = (utc % DAY + DAY) % DAY / 60000;
  var hourAngle = ((minutes + sun.equationOfTime) / 4 + longitude - 180) * RAD;
  var lat = latitude * RAD;
  var height = Math.asin(Math.sin(lat) * Math.sin(sun.declination) +
    Math.cos(lat) * Math.cos(sun.declination) * Math.cos(hourAngle));
  var azimuth = Math.atan2(Math.sin(hourAngle),
    Math.cos(hourAngle) * Math.sin(lat) - Math.tan(sun.declination) * Math.cos(lat));
  return { height: height / RAD, azimuth: wrap(azimuth / RAD + 180) };
}

/*
 * Times of a day as milliseconds UTC.  `height` is -0.833 for the upper edge
 * of the disc with refraction, -6 for civil twilight.  null where the sun
 * does not cross that height; `always` then says which way.
 */
function times(utc, latitude, longitude, height) {
  var midnight = Math.floor(utc / DAY) * DAY;
  var limit = height === undefined ? -0.833 : height;
  var noon = midnight + (720 - 4 * longitude) * 60000;
  noon -= ephemeris(noon).equationOfTime * 60000;

  function crossing(direction) {
    var time = noon;
    // Two rounds: the declination at the event differs from that at noon.
    for (var i = 0; i < 2; i++) {
      var sun = ephemeris(time);
      var lat = latitude * RAD;
      var cosine = (Math.sin(limit * RAD) - Math.sin(lat) * Math.sin(sun.declination)) /
        (Math.cos(lat) * Math.cos(sun.declination));
      if (cosine > 1 || cosine < -1) {
        return { never: cosine > 1 };
      }
      time = noon + direction * Math.acos(cosine) / RAD * 4 * 60000;
    }
    return { time: time };
  }

  var rise = crossing(-1);
  var set = crossing(1);
  if (rise.time === undefined || set.time === undefined) {
    var dark = rise.never === true || set.never === true;
    return { rise: null, set: null, noon: noon, always: dark ? "night" : "day", hours: dark ? 0 : 24 };
  }
  return {
    rise: Math.round(rise.time),
    set: Math.round(set.time),
    noon: Math.round(noon),
    always: null,
    hours: (set.time - rise.time) / 3600000
  };
}

/*
 * Clear-sky radiation on level ground, watts per square metre, after
 * Haurwitz.  The ratio to what is measured tells how cloudy it is.
 */
function clearSky(heightDegrees) {
  var sine = Math.sin(heightDegrees * RAD);
  return sine <= 0 ? 0 : 1098 * sine * Math.exp(-0.057 / sine);
}

/* Extra lamp hours to reach a wanted day length, half before sunrise. */
function lampHours(daylight, wanted) {
  var missing = Math.max(0, wanted - daylight);
  return { morning: missing / 2, evening: missing / 2 };
}

module.exports = { ephemeris: ephemeris, position: position, times: times, clearSky: clearSky, lampHours: lampHours };
