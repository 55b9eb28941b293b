/*
 * Update check.
 *
 * Once a night the device asks for a manifest, compares versions and decides.
 * It does not install by itself: the native side does that after somebody has
 * pressed the button.  What is here is everything that can be wrong before.
 *
 * manifest.json:
 *   { "product": "fernhaus", "releases": [
 *       { "version": "2.5.0", "channel": "stable", "size": 163840,
 *         "sha256": "…", "url": "…", "from": ">=2.2.0", "boards": ["fh-1"],
 *         "rollout": 25, "notes": { "en": "…" } } ] }
 */
"use strict";

var Sha256 = require("lib/sha256.js");
var crc = require("lib/crc.js");
var bytes = require("lib/bytes.js");

var CHANNELS = ["stable", "beta", "nightly"];

/* Semantic versions; build data after a plus sign is left out. */
function parseVersion(text) {
  var match = /^v?(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/.exec(text);
  if (match === null) {
    throw new Error("not a version: " + text);
  }
  return {
    numbers: [Number(match[1]), Number(match[2]), Number(match[3])],
    pre: match[4] ? match[4].split(".") : []
  };
}

function compareIdentifiers(a, b) {
  var aNumeric = /^\d+$/.test(a);
  var bNumeric = /^\d+$/.test(b);
  if (aNumeric && bNumeric) {
    return Number(a) - Number(b);
  }
  if (aNumeric !== bNumeric) {
    return aNumeric ? -1 : 1;
  }
  return a < b ? -1 : a > b ? 1 : 0;
}

function compare(left, right) {
  var a = parseVersion(left);
  var b = parseVersion(right);
  for (var i = 0; i < 3; i++) {
    if (a.numbers[i] !== b.numbers[i]) {
      return a.numbers[i] < b.numbers[i] ? -1 : 1;
    }
  }
  // A version with a suffix comes before the one without.
  if (a.pre.length === 0 || b.pre.length === 0) {
    return a.pre.length === b.pre.length ? 0 : a.pre.length > 0 ? -1 : 1;
  }
  for (var k = 0; k < Math.max(a.pre.length, b.pre.length); k++) {
    if (k >= a.pre.length || k >= b.pre.length) {
      return k >= a.pre.length ? -1 : 1;
    }
    var order = compareIdentifiers(a.pre[k], b.pre[k]);
    if (order !== 0) {
      return order < 0 ? -1 : 1;
    }
  }
  return 0;
}

/* Conditions such as ">=2.2.0 <3.0.0"; all of them must hold. */
function satisfies(version, condition) {
  return condition.split(/\s+/).every(function (part) {
    var match = /^(>=|<=|>|<|=)?(.+)$/.exec(part);
    var order = compare(version, match[2]);
    switch (match[1]) {
      case ">=": return order >= 0;
      case "<=": return order <= 0;
      case ">": return order > 0;
      case "<": return order < 0;
      default: return order === 0;
    }
  });
}

/*
 * Place of this device in a staged rollout, 0 to 99.  It depends on the
 * release as well, so that the same houses are not always the first.
 */
function bucket(deviceId, version) {
  return crc.crc32(bytes.fromUtf8(deviceId + "@" + version)) % 100;
}

/* Why a release is not for this device, or null where it is. */
function objection(release, device) {
  if (!(release.size > 0) || !/^[0-9a-f]{64}$/.test(release.sha256 || "")) {
    return "entry is incomplete";
  }
  if (CHANNELS.indexOf(release.channel) > CHANNELS.indexOf(device.channel)) {
    return "channel " + release.channel + " is not wanted";
  }
  if (compare(release.version, device.version) <= 0) {
    return "not newer";
  }
  if (release.boards && release.boards.indexOf(device.board) < 0) {
    return "not for board " + device.board;
  }
  if (release.from && !satisfies(device.version, release.from)) {
    return "needs " + release.from + " first";
  }
  if (release.size > device.slotSize) {
    return "too large by " + (release.size - device.slotSize) + " bytes";
  }
  if (release.rollout !== undefined && bucket(device.id, release.version) >= release.rollout) {
    return "rollout is at " + release.rollout + " %";
  }
  return null;
}

/*
 * The newest release that fits, and for the log why the others do not.  When
 * a step in between is needed, that step is what is chosen.
 */
function choose(manifest, device) {
  if (manifest.product !== device.product) {
    throw new Error("manifest is for " + manifest.product);
  }
  var rejected = [];
  var chosen = null;
  manifest.releases.forEach(function (release) {
    var reason = objection(release, device);
    if (reason !== null) {
      rejected.push({ version: release.version, reason: reason });
    } else if (chosen === null || compare(release.version, chosen.version) > 0) {
      chosen = release;
    }
  });
  return { release: chosen, rejected: rejected };
}

/* Checks a download piece by piece while it goes to flash. */
function Verifier(release) {
  this._release = release;
  this._hash = new Sha256();
  this._received = 0;
}

Verifier.prototype.push = function (data) {
  if (this._received === 0 && data.length > 0 && data[0] !== 0xe9) {
    throw new Error("download does not begin like an application image");
  }
  this._received += data.length;
  if (this._received > this._release.size) {
    throw new Error("download is longer than announced");
  }
  this._hash.update(data);
};

Verifier.prototype.progress = function () {
  return this._received / this._release.size;
};

Verifier.prototype.finish = function () {
  if (this._received !== this._release.size) {
    throw new Error("download ended at " + this._received + " of " + this._release.size + " bytes");
  }
  if (this._hash.hex() !== this._release.sha256) {
    throw new Error("download is damaged");
  }
};

module.exports = { compare: compare, satisfies: satisfies, bucket: bucket, choose: choose, Verifier: Verifier };
