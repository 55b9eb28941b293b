/*
 * Hardware access.
 *
 * Every name that only exists on the device (ESP32, DUKF, OS, WIFI and the
 * native modules behind them) is used in this file and nowhere else.  Away
 * from the device each function has a stand-in that keeps state in memory, so
 * that all other modules load and run in any ES5 engine.
 */
/* globals ESP32, DUKF, OS, WIFI, log */
"use strict";

var Emitter = require("lib/emitter.js");
var bytes = require("lib/bytes.js");

var onDevice = typeof ESP32 === "object" && typeof DUKF === "object";
var natives = {};
var bootedAt = Date.now();

/* Loads the functions of a native module once; null where it is missing. */
function nativeModule(name) {
  if (!onDevice) {
    return null;
  }
  if (!natives.hasOwnProperty(name)) {
    var fill = ESP32.getNativeFunction(name);
    if (fill === null) {
      natives[name] = null;
    } else {
      natives[name] = {};
      fill(natives[name]);
    }
  }
  return natives[name];
}

/* ---- clock, heap, console ---- */

function now() {
  return Date.now();
}

function uptime() {
  return Date.now() - bootedAt;
}

function freeHeap() {
  return onDevice ? ESP32.getState().heapSize : 1 << 20;
}

function collect() {
  if (onDevice) {
    DUKF.gc();
  }
}

function writeLine(text) {
  if (typeof log === "function") {
    log(text);
  } else if (typeof console !== "undefined") {
    console.log(text);
  }
}

function reboot() {
  if (onDevice) {
    ESP32.reboot();
  }
}

/* ---- files ---- */

var memoryFiles = {};

/*
 * Text of the read-only tree.  The engine maps it from flash, so this costs
 * the string and no second copy.
 */
function readText(path) {
  if (onDevice) {
    return DUKF.loadFile(path);
  }
  return memoryFiles.hasOwnProperty(path) ? memoryFiles[path] : null;
}

/*
 * Bytes of a file.  Binary files come from the writable file system, because
 * a string made from bytes that are not UTF-8 does not give them back.
 */
function readBytes(path) {
  var fs = nativeModule("ModuleFS");
  if (fs === null) {
    return memoryFiles.hasOwnProperty(path) ? bytes.fromUtf8(memoryFiles[path]) : null;
  }
  var fd = -1;
  try {
    fd = fs.openSync("/spiffs/" + path, "r");
    if (fd < 0) {
      return null;
    }
    var size = fs.fstatSync(fd).size;
    var buffer = new Uint8Array(size);
    var got = fs.readSync(fd, buffer, 0, size, null);
    return bytes.fromNative(buffer, got);
  } catch (e) {
    writeLine("hal: cannot read " + path + ": " + e.message);
    return null;
  } finally {
    if (fd >= 0) {
      fs.closeSync(fd);
    }
  }
}

function writeText(path, text) {
  var fs = nativeModule("ModuleFS");
  if (fs === null) {
    memoryFiles[path] = text;
    return true;
  }
  var fd = fs.openSync("/spiffs/" + path, "w");
  if (fd < 0) {
    return false;
  }
  try {
    fs.writeSync(fd, text);
  } finally {
    fs.closeSync(fd);
  }
  return true;
}

function removeFile(path) {
  var fs = nativeModule("ModuleFS");
  if (fs === null) {
    delete memoryFiles[path];
  } else {
    fs.unlink("/spiffs/" + path);
  }
}

/* ---- non-volatile settings ---- */

var memorySettings = {};

function settings(namespace) {
  var nvs = nativeModule("ModuleNVS");
  if (nvs === null) {
    if (!memorySettings.hasOwnProperty(namespace)) {
      memorySettings[namespace] = {};
    }
    var store = memorySettings[namespace];
    return {
      get: function (name) {
        return store.hasOwnProperty(name) ? store[name] : null;
      },
      set: function (name, value) {
        store[name] = String(value);
      },
      erase: function (name) {
        delete store[name];
      }
    };
  }

  // A handle is opened for each access: the driver has few, and settings are
  // touched a handful of times a day.
  function withHandle(work, commit) {
    var handle = nvs.open(namespace, "readwrite");
    try {
      var result = work(handle);
      if (commit) {
        nvs.commit(handle);
      }
      return result;
    } finally {
      nvs.close(handle);
    }
  }

  return {
    get: function (name) {
      return withHandle(function (handle) {
        return nvs.get(handle, name, "string");
      }, false);
    },
    set: function (name, value) {
      withHandle(function (handle) {
        nvs.set(handle, name, String(value), "string");
      }, true);
    },
    erase: function (name) {
      withHandle(function (handle) {
        nvs.erase(handle, name);
      }, true);
    }
  };
}

/* ---- i2c ---- */

/*
 * A bus with three operations.  Each returns false or null when the device
 * did not acknowledge, and drivers turn that into their own error.
 */
function i2cBus(options) {
  var i2c = nativeModule("ModuleI2C");
  if (i2c === null) {
    return null;
  }
  var port = options.port || 0;
  var config = {
    port: port,
    mode: i2c.I2C_MODE_MASTER,
    sda_pin: options.sda,
    scl_pin: options.scl,
    master_clk_speed: options.speed || 100000
  };
  i2c.param_config(config);
  i2c.driver_install(config);

  function transact(fill) {
    var link = i2c.cmd_link_create();
    try {
      fill(link);
      i2c.master_stop(link);
      return !i2c.master_cmd_begin(port, link, 200);
    } finally {
      i2c.cmd_link_delete(link);
    }
  }

  function address(link, target, direction) {
    i2c.master_start(link);
    i2c.master_write_byte(link, (target << 1) | direction, true);
  }

  function put(link, data) {
    for (var i = 0; i < data.length; i++) {
      i2c.master_write_byte(link, data[i] & 0xff, true);
    }
  }

  function take(link, buffer) {
    // The last byte is answered with a NACK, or the device keeps the line.
    if (buffer.length > 1) {
      i2c.master_read(link, buffer.subarray(0, buffer.length - 1), true);
    }
    i2c.master_read(link, buffer.subarray(buffer.length - 1), false);
  }

  return {
    write: function (target, data) {
      return transact(function (link) {
        address(link, target, i2c.I2C_MASTER_WRITE);
        put(link, data);
      });
    },
    read: function (target, count) {
      var buffer = new Uint8Array(count);
      var ok = transact(function (link) {
        address(link, target, i2c.I2C_MASTER_READ);
        take(link, buffer);
      });
      return ok ? bytes.fromNative(buffer, count) : null;
    },
    writeRead: function (target, data, count) {
      var buffer = new Uint8Array(count);
      var ok = transact(function (link) {
        address(link, target, i2c.I2C_MASTER_WRITE);
        put(link, data);
        address(link, target, i2c.I2C_MASTER_READ);
        take(link, buffer);
      });
      return ok ? bytes.fromNative(buffer, count) : null;
    }
  };
}

/* ---- pins ---- */

var edgeHandlers = {};
var edgesInstalled = false;
var memoryPins = {};

function pin(number) {
  var gpio = nativeModule("ModuleGPIO");
  if (gpio === null) {
    return {
      input: function () {},
      output: function () {},
      get: function () { return memoryPins[number] === true; },
      set: function (level) { memoryPins[number] = !!level; },
      onFallingEdge: function (handler) { edgeHandlers[number] = handler; }
    };
  }
  return {
    input: function (pullUp) {
      gpio.gpioSetDirection(number, 0);
      gpio.gpioSetPullMode(number, pullUp ? gpio.PULLUP_ONLY : gpio.FLOATING);
    },
    output: function () {
      gpio.gpioSetDirection(number, 1);
    },
    get: function () {
      return !!gpio.gpioGetLevel(number);
    },
    set: function (level) {
      gpio.gpioSetLevel(number, !!level);
    },
    onFallingEdge: function (handler) {
      if (!edgesInstalled) {
        edgesInstalled = true;
        gpio.gpioInstallISRService(0, function (source) {
          if (edgeHandlers.hasOwnProperty(source)) {
            edgeHandlers[source]();
          }
        });
      }
      edgeHandlers[number] = handler;
      gpio.gpioSetIntrType(number, gpio.INTR_NEGEDGE);
      gpio.gpioISRHandlerAdd(number);
    }
  };
}

function pwm(options) {
  var ledc = nativeModule("ModuleLEDC");
  var full = (1 << (options.bits || 12)) - 1;
  var current = 0;
  if (ledc !== null) {
    ledc.configureTimer({ bitSize: options.bits || 12, freq: options.freq || 1000, timer: options.timer || 0 });
    ledc.configureChannel({ channel: options.channel, duty: 0, gpio: options.pin, timer: options.timer || 0 });
  }
  return {
    set: function (fraction) {
      current = Math.max(0, Math.min(1, fraction));
      if (ledc !== null) {
        ledc.setDuty(options.channel, Math.round(current * full));
        ledc.updateDuty(options.channel);
      }
    },
    get: function () {
      return current;
    }
  };
}

/* ---- sockets ---- */

var sockets = {};

function Socket(fd) {
  Emitter.call(this);
  this.fd = fd;
  this.connecting = false;
  this.listening = false;
}
Emitter.extend(Socket);

Socket.prototype.write = function (data) {
  if (this.fd < 0) {
    return -1;
  }
  var payload = typeof data === "string" ? bytes.fromUtf8(data) : data;
  if (payload.length === 0) {
    return 0;
  }
  return OS.send({ sockfd: this.fd, data: bytes.toNative(payload) });
};

Socket.prototype.close = function () {
  if (this.fd < 0) {
    return;
  }
  var fd = this.fd;
  this.fd = -1;
  delete sockets[fd];
  OS.shutdown({ sockfd: fd });
  OS.close({ sockfd: fd });
  this.emit("close");
};

function tcpConnect(host, port) {
  if (!onDevice) {
    throw new Error("no network in this engine");
  }
  var address = OS.getaddrinfo(host);
  if (!address) {
    throw new Error("cannot resolve " + host);
  }
  var socket = new Socket(OS.socket().sockfd);
  socket.connecting = true;
  if (OS.connect({ sockfd: socket.fd, port: port, address: address }) < 0) {
    OS.close({ sockfd: socket.fd });
    throw new Error("cannot connect to " + host + ":" + port);
  }
  sockets[socket.fd] = socket;
  return socket;
}

function tcpListen(port, onSocket) {
  if (!onDevice) {
    return false;
  }
  var socket = new Socket(OS.socket().sockfd);
  if (OS.bind({ sockfd: socket.fd, port: port }) !== 0 || OS.listen({ sockfd: socket.fd }) !== 0) {
    OS.close({ sockfd: socket.fd });
    return false;
  }
  socket.listening = true;
  socket.on("accept", onSocket);
  sockets[socket.fd] = socket;
  return true;
}

function readSocket(socket) {
  if (socket.listening) {
    var fresh = new Socket(OS.accept({ sockfd: socket.fd }).sockfd);
    sockets[fresh.fd] = fresh;
    socket.emit("accept", fresh);
    return;
  }
  var buffer = new Uint8Array(512);
  var count = OS.recv({ sockfd: socket.fd, data: buffer });
  if (count > 0) {
    socket.emit("data", bytes.fromNative(buffer, count));
  } else {
    socket.close();
  }
}

/* Serves every socket that select() reports; called on each loop turn. */
function poll() {
  if (!onDevice) {
    return;
  }
  var readers = [];
  var writers = [];
  var fd;
  for (fd in sockets) {
    if (sockets.hasOwnProperty(fd)) {
      readers.push(Number(fd));
      if (sockets[fd].connecting) {
        writers.push(Number(fd));
      }
    }
  }
  if (readers.length === 0) {
    return;
  }
  var ready = OS.select({ readfds: readers, writefds: writers, exceptfds: [] });
  var i;
  for (i = 0; i < ready.writefds.length; i++) {
    var pending = sockets[ready.writefds[i]];
    if (pending && pending.connecting) {
      pending.connecting = false;
      pending.emit("connect");
    }
  }
  for (i = 0; i < ready.readfds.length; i++) {
    // A handler may have closed a socket that was ready a moment ago.
    if (sockets.hasOwnProperty(ready.readfds[i])) {
      readSocket(sockets[ready.readfds[i]]);
    }
  }
}

/* ---- wireless ---- */

var wifi = {
  start: function () {
    if (onDevice) {
      WIFI.start();
    }
  },
  stop: function () {
    if (onDevice) {
      WIFI.stop();
    }
  },
  join: function (network, callback) {
    if (onDevice) {
      WIFI.connect(network, callback);
    } else {
      callback("no radio");
    }
  },
  host: function (name, callback) {
    if (onDevice) {
      WIFI.listen({ ssid: name, auth: "open" }, callback);
    } else {
      callback();
    }
  },
  scan: function (callback) {
    if (onDevice) {
      WIFI.scan(callback);
    } else {
      callback([]);
    }
  },
  state: function () {
    return onDevice ? WIFI.getState() : { isStation: false, isAccessPoint: false, staIp: "0.0.0.0" };
  },
  useTimeServer: function (address) {
    if (onDevice) {
      WIFI.setTimeServer(address);
    }
  }
};

module.exports = {
  onDevice: onDevice,
  now: now,
  uptime: uptime,
  freeHeap: freeHeap,
  collect: collect,
  writeLine: writeLine,
  reboot: reboot,
  readText: readText,
  readBytes: readBytes,
  writeText: writeText,
  removeFile: removeFile,
  settings: settings,
  i2cBus: i2cBus,
  pin: pin,
  pwm: pwm,
  tcpConnect: tcpConnect,
  tcpListen: tcpListen,
  poll: poll,
  wifi: wifi
};
