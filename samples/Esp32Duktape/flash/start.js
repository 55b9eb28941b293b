/*
 * Fernhaus greenhouse controller: start.
 *
 * Run by the firmware after init.js.  Puts the parts together and then leaves:
 * from here on everything happens in timers and socket handlers, which the
 * main loop calls.
 */
(function () {
  "use strict";

  var VERSION = "2.4.1";
  var BOARD = "fh-1";

  var hal = require("hal.js");
  // Loaded by init.js already; this is the same function the firmware calls.
  var loop = require("loop.js");
  var bytes = require("lib/bytes.js");
  var timers = require("lib/timers.js").shared;
  var date = require("lib/date.js");
  var filter = require("lib/filter.js");
  var Schedule = require("lib/cron.js").Schedule;
  var Series = require("lib/ring.js").Series;
  var Table = require("lib/table.js");
  var psychro = require("lib/psychro.js");
  var Config = require("app/config.js");
  var Logger = require("app/logger.js");
  var Registry = require("app/metrics.js");
  var Alarms = require("app/alarms.js");
  var Plan = require("app/plan.js");
  var Climate = require("app/climate.js");
  var I18n = require("app/i18n.js");
  var Cli = require("app/cli.js");
  var WifiManager = require("net/wifi.js");
  var WebServer = require("net/web.js");
  var ntp = require("net/ntp.js");

  var PINS = { sda: 21, scl: 22, button: 0, flow: 34, heat: 25, lamp: 26, fan: 27 };
  var LITRES_PER_PULSE = 1 / 396;
  var HISTORY = ["inside.temperature", "inside.humidity", "inside.lux", "outside.temperature", "tank"];

  function readJson(path) {
    var text = hal.readText(path);
    if (text === null) {
      throw new Error(path + " is missing in flash");
    }
    return JSON.parse(text);
  }

  /* A copy with two decimals: what goes over the air need not be longer. */
  function rounded(values) {
    var out = {};
    Object.keys(values).forEach(function (name) {
      var value = values[name];
      out[name] = typeof value === "number" ? Math.round(value * 100) / 100 : value;
    });
    return out;
  }

  /* ---- the house: one object that the web page, display and shell share ---- */

  function House() {
    this.config = new Config(hal).load();
    this.zone = new date.Zone(this.config.get("site.zone"));
    this.logger = new Logger({
      write: hal.writeLine,
      store: function (name, text) { hal.writeText(name, text); }
    });
    this.logger.setLevel(this.config.get("log.level"));
    this.log = this.logger.named("house");
    this.metrics = new Registry();
    this.alarms = new Alarms().load(readJson("data/alarms.json"));
    this.climate = new Climate(this.config);
    this.plan = new Plan({
      zones: readJson("data/zones.json"),
      plants: readJson("data/plants.json"),
      mostMinutes: this.config.get("water.mostMinutes")
    });
    this.inside = { temperature: NaN, humidity: NaN, lux: 0, pressure: NaN };
    this.outside = { temperature: NaN, humidity: NaN, wind: 0, rain: 0 };
    this.control = { target: NaN, deficit: NaN, heat: 0, vent: 0, fan: false, mist: false, lamp: false };
    this.tank = NaN;
    this.broker = false;
    this.wifi = null;
    this._series = {};
    var self = this;
    HISTORY.forEach(function (name) {
      self._series[name] = new Series(160);
    });
  }

  House.prototype.snapshot = function () {
    var radio = hal.wifi.state();
    return {
      name: this.config.get("site.name"),
      version: VERSION,
      time: hal.now(),
      uptime: hal.uptime(),
      inside: rounded(this.inside),
      outside: rounded(this.outside),
      control: rounded(this.control),
      tank: this.tank,
      water: this.plan.state(),
      alarms: this.alarms.active(),
      network: {
        ssid: this.wifi === null ? null : this.wifi.current,
        state: this.wifi === null ? "off" : this.wifi.state(),
        address: radio.staIp || "0.0.0.0",
        rssi: radio.rssi || 0,
        broker: this.broker
      }
    };
  };

  House.prototype.history = function (name, since) {
    return this._series.hasOwnProperty(name) ? this._series[name].since(since) : null;
  };

  House.prototype.logLines = function (level, count) {
    return this.logger.tail(level || "debug", count).join("\n") + "\n";
  };

  House.prototype.water = function (zoneName, minutes) {
    var zone = this.plan.zone(zoneName);
    if (zone === null) {
      throw new Error("no zone '" + zoneName + "'");
    }
    return { zone: zoneName, minutes: this.plan.request(zone, minutes, "by hand", hal.now()) };
  };

  House.prototype.record = function (time) {
    var values = {
      "inside.temperature": this.inside.temperature,
      "inside.humidity": this.inside.humidity,
      "inside.lux": this.inside.lux,
      "outside.temperature": this.outside.temperature,
      "tank": this.tank
    };
    var self = this;
    HISTORY.forEach(function (name) {
      if (isFinite(values[name])) {
        self._series[name].add(time, Math.round(values[name] * 100) / 100);
      }
    });
  };

  var house = new House();

  /* ---- sensors ---- */

  var soilCurve = Table.parse(hal.readText("data/soil_cal.csv")).curve("volts", "loam");
  var tankCurve = Table.parse(hal.readText("data/tank_cal.csv")).curve("volts", "litres");
  var thermistor = Table.parse(hal.readText("data/ntc10k.csv")).curve("ohms", "celsius");
  var normals = Table.parse(hal.readText("data/normals.csv"));
  var insideTemperature = new filter.Chain([new filter.Hampel(9, 4), new filter.LowPass(30)]);
  var insideHumidity = new filter.Chain([new filter.Median(5), new filter.LowPass(30)]);
  var outsideTemperature = new filter.Median(7);
  var soil = NaN;
  var pulses = 0;
  var sensors = [];
  var outputs = null;
  var panel = null;

  function attach(name, make) {
    try {
      var device = make();
      house.log.info("found " + name);
      return device;
    } catch (e) {
      house.log.warn("no " + name, { reason: e.message });
      return null;
    }
  }

  function attachBus() {
    var bus = hal.i2cBus({ port: 0, sda: PINS.sda, scl: PINS.scl, speed: 100000 });
    if (bus === null) {
      house.log.warn("no i2c in this engine");
      return;
    }
    // Drivers are loaded here and not at the top: a board without a display
    // does not pay for the code of one.
    var air = attach("bme280", function () {
      var Bme280 = require("drv/bme280.js");
      var device = new Bme280(bus, 0x76);
      device.begin();
      return device;
    });
    var light = attach("bh1750", function () {
      var Bh1750 = require("drv/bh1750.js");
      var device = new Bh1750(bus, 0x23);
      device.begin({ transmission: 0.82 });
      return device;
    });
    var analogue = attach("ads1115", function () {
      var Ads1115 = require("drv/ads1115.js");
      var device = new Ads1115(bus, 0x48);
      [4, 4, 4, 4].forEach(function (range, channel) {
        device.configure(channel, { range: range, rate: 64 });
      });
      return device;
    });
    outputs = attach("mcp23017", function () {
      var Mcp23017 = require("drv/mcp23017.js");
      var device = new Mcp23017(bus, 0x20);
      device.begin();
      ["open", "shut", "pump", "mist", "valve1", "valve2", "valve3", "valve4"].forEach(function (name, bit) {
        device.name(name, bit);
      });
      device.name("rain", 8);
      device.name("door", 9);
      device.interlock("open", "shut");
      return device;
    });
    panel = attach("ssd1306", function () {
      var Ssd1306 = require("drv/ssd1306.js");
      var device = new Ssd1306(bus, 0x3c);
      device.begin();
      return device;
    });

    if (air !== null) {
      sensors.push({ start: function () { air.start(); }, read: function (time) {
        var reading = air.read();
        house.inside.temperature = insideTemperature.push(reading.temperature, time);
        house.inside.humidity = insideHumidity.push(reading.humidity, time);
        house.inside.pressure = reading.pressure;
      } });
    }
    if (light !== null) {
      sensors.push({ start: function () { light.start(); }, read: function () {
        house.inside.lux = light.read().lux;
      } });
    }
    if (analogue !== null) {
      var channel = 0;
      sensors.push({ start: function () { analogue.start(channel); }, read: function () {
        var reading = analogue.read();
        if (reading.channel < 2) {
          soil = soilCurve(reading.volts);
        } else if (reading.channel === 2) {
          house.tank = tankCurve(reading.volts) / 10;
        } else {
          var Ads1115 = require("drv/ads1115.js");
          house.outside.temperature = outsideTemperature.push(thermistor(Ads1115.resistance(reading.volts, 3.3, 10000)));
        }
        channel = (channel + 1) % 4;
      } });
    }
  }

  var readErrors = house.metrics.counter("sensor_errors_total", "Readings that failed");
  var readTime = house.metrics.histogram("sensor_read_ms", "Time for one round of readings", [5, 10, 25, 50, 100, 250]);

  function startReadings() {
    sensors.forEach(function (sensor) {
      try {
        sensor.start();
      } catch (e) {
        readErrors.add(1);
      }
    });
    timers.after(600, finishReadings);
  }

  function finishReadings() {
    var began = hal.now();
    sensors.forEach(function (sensor) {
      try {
        sensor.read(began);
      } catch (e) {
        readErrors.add(1);
        house.log.warn("reading failed", { reason: e.message });
      }
    });
    readTime.observe(hal.now() - began);
    control(began);
  }

  /* ---- control ---- */

  var heater = hal.pwm({ pin: PINS.heat, channel: 0, freq: 10 });
  var lamp = hal.pwm({ pin: PINS.lamp, channel: 1, freq: 500, timer: 1 });
  var fan = hal.pin(PINS.fan);
  var windowAt = 0;
  var windowStop = null;

  /* The window has no sensor: its place is known from how long it ran. */
  function moveWindow(wanted) {
    var distance = wanted - windowAt;
    if (outputs === null || windowStop !== null || Math.abs(distance) < 0.05) {
      return;
    }
    // At both ends the motor runs on against its switch, which sets the
    // estimate right again.
    var extra = wanted === 0 || wanted === 1 ? 5000 : 0;
    outputs.set(distance > 0 ? "open" : "shut", true);
    windowStop = timers.after(Math.abs(distance) * 90000 + extra, function () {
      outputs.set("open", false);
      outputs.set("shut", false);
      windowAt = wanted;
      windowStop = null;
    });
  }

  /* What the weather should be like, from the table of the year. */
  function usualWeather(time) {
    var wall = house.zone.wall(time);
    var row = normals.row(Math.min(date.dayOfYear(wall), normals.rows()) - 1);
    // Coldest around five in the morning, warmest around three.
    var part = (1 - Math.cos((wall.getUTCHours() - 3) / 24 * 2 * Math.PI)) / 2;
    return { temperature: row.low + (row.high - row.low) * part, wind: row.wind };
  }

  function control(time) {
    if (!isFinite(house.inside.temperature)) {
      return;
    }
    var usual = usualWeather(time);
    var outside = {
      temperature: isFinite(house.outside.temperature) ? house.outside.temperature : usual.temperature,
      humidity: isFinite(house.outside.humidity) ? house.outside.humidity : 80,
      wind: house.outside.wind,
      rain: outputs !== null && outputs.get("rain") ? 1 : 0
    };
    house.control = house.climate.step(house.inside, outside, time);
    heater.set(house.control.heat);
    lamp.set(house.control.lamp ? 1 : 0);
    fan.set(house.control.fan);
    moveWindow(house.control.vent);
    if (outputs !== null) {
      outputs.set("mist", house.control.mist);
    }
    house.alarms.update({
      "inside.temperature": house.inside.temperature,
      "inside.humidity": house.inside.humidity,
      "outside.temperature": house.outside.temperature,
      "deficit": house.control.deficit,
      "tank": house.tank,
      "soil": soil
    }, time);
  }

  /* ---- water ---- */

  function water() {
    var time = hal.now();
    var litres = pulses * LITRES_PER_PULSE;
    pulses = 0;
    var reason = !house.config.get("water.enabled") ? "switched off" :
      house.tank < house.config.get("water.tankLow") ? "tank is low" :
      house.inside.temperature < 4 ? "frost" : null;
    house.plan.block(reason);
    var valve = house.plan.run(time, litres);
    if (outputs !== null) {
      ["valve1", "valve2", "valve3", "valve4"].forEach(function (name) {
        outputs.set(name, name === valve);
      });
      outputs.set("pump", valve !== null);
    }
  }

  function useWater() {
    if (!isFinite(house.inside.temperature)) {
      return;
    }
    var et0 = psychro.evapotranspiration({
      temperature: house.inside.temperature,
      humidity: house.inside.humidity,
      pressure: house.inside.pressure / 10,
      net: psychro.luxToRadiation(house.inside.lux) * 0.6,
      wind: 0.3
    });
    house.plan.weather(et0, hal.now());
    house.plan.zones().forEach(function (zone) {
      if (zone.sensor !== null && isFinite(soil)) {
        zone.correct(soil);
      }
    });
  }

  ["queued", "open", "closed", "noFlow", "burst", "blocked", "unblocked"].forEach(function (event) {
    house.plan.on(event, function (name, amount, more) {
      house.log.info("water " + event, { zone: name, amount: amount, more: more });
    });
  });

  /* ---- network ---- */

  function attachNetwork() {
    var radio = hal.wifi;
    house.wifi = new WifiManager({ radio: radio, store: hal.settings("fernhaus"), timers: timers, apName: "Fernhaus setup" });
    house.wifi.on("state", function (to, from) {
      house.log.info("wifi " + to, { from: from });
      if (to === "online") {
        radio.useTimeServer("pool.ntp.org");
        if (house.config.get("mqtt.enabled")) {
          attachBroker();
        }
      }
    });
    house.wifi.on("problem", function (text) {
      house.log.warn(text);
    });
    house.wifi.start();
    house.config.on("change", function (path, value) {
      if (path === "mqtt.enabled" && value === true && house.wifi.state() === "online") {
        attachBroker();
      } else if (path === "log.level") {
        house.logger.setLevel(value);
      }
    });

    var web = new WebServer({ hal: hal, logger: house.logger, house: house });
    hal.tcpListen(80, function (socket) {
      web.accept(socket);
    });
    timers.every(2000, function () {
      web.broadcast(house.snapshot());
    });
    hal.tcpListen(2323, function (socket) {
      shell.serve(socket, bytes);
    });
  }

  var client = null;

  function attachBroker() {
    if (client !== null) {
      return;
    }
    var MqttClient = require("net/mqttcli.js");
    var prefix = house.config.get("mqtt.prefix");
    client = new MqttClient({
      timers: timers,
      clientId: "fernhaus-" + deviceId().slice(-6),
      keepAlive: 60,
      will: { topic: prefix + "/status", payload: "offline", qos: 1, retain: true },
      connect: function () {
        return hal.tcpConnect(house.config.get("mqtt.host"), house.config.get("mqtt.port"));
      }
    });
    client.on("online", function () {
      house.broker = true;
      client.publish(prefix + "/status", "online", { qos: 1, retain: true });
    });
    client.on("offline", function (reason) {
      house.broker = false;
      house.log.warn("broker lost", { reason: reason });
    });
    client.subscribe(prefix + "/water/+", function (topic, text) {
      house.water(topic.split("/").pop(), Number(text));
    });
    house.alarms.on("raise", function (alarm) {
      client.publish(prefix + "/alarm/" + alarm.id, alarm, { qos: 1 });
    });
    timers.every(house.config.get("mqtt.period") * 1000, function () {
      client.publish(prefix + "/state", house.snapshot());
    });
    client.start();
  }

  function deviceId() {
    return (hal.wifi.state().staMac || "00:00:00:00:00:00").replace(/:/g, "").toLowerCase();
  }

  function checkForUpdate() {
    var ota = require("net/ota.js");
    var text = hal.readText("manifest.json");
    if (text === null) {
      return;
    }
    var choice = ota.choose(JSON.parse(text), {
      product: "fernhaus", version: VERSION, board: BOARD, id: deviceId(),
      channel: house.config.get("update.channel"), slotSize: 0x170000
    });
    house.log.info(choice.release === null ? "no update" : "update available", {
      version: choice.release === null ? VERSION : choice.release.version
    });
  }

  /* ---- display ---- */

  function attachDisplay() {
    if (panel === null) {
      return;
    }
    var Font = require("app/font.js");
    var Display = require("app/display.js");
    var i18n = new I18n(hal.readText).use(house.config.get("site.language"), "en");
    var display = new Display({
      panel: panel, house: house, i18n: i18n,
      small: new Font(hal.readBytes("data/font5x7.bin")),
      medium: new Font(hal.readBytes("data/font10x14.bin")),
      large: new Font(hal.readBytes("data/font15x21.bin"))
    });
    var button = hal.pin(PINS.button);
    button.input(true);
    button.onFallingEdge(function () {
      display.button(hal.now());
    });
    house.config.on("change", function (path, value) {
      if (path === "site.language") {
        i18n.use(value, "en");
      } else if (path === "display.brightness") {
        panel.contrast(value);
      }
    });
    timers.every(500, function () {
      display.update(hal.now(), house.config.get("display.sleepAfter"));
    });
  }

  /* ---- shell ---- */

  var shell = new Cli("Fernhaus " + VERSION + ", board " + BOARD + ". Type help.");
  shell.add("state", "all readings", function () {
    return JSON.stringify(house.snapshot(), null, 2);
  });
  shell.add("get <setting>", "one setting", function (args) {
    return house.config.get(args.setting);
  });
  shell.add("set <setting> <value...>", "change a setting", function (args) {
    var change = {};
    try {
      change[args.setting] = JSON.parse(args.value);
    } catch (e) {
      change[args.setting] = args.value;
    }
    return house.config.change(change).map(function (entry) {
      return entry.setting + " " + entry.problem;
    }).join("\n") || "ok";
  });
  shell.add("water <zone> <minutes:number>", "open a valve", function (args) {
    return house.water(args.zone, args.minutes).minutes + " minutes";
  });
  shell.add("zones", "water balance", function () {
    return Cli.columns(house.plan.state().zones, ["name", "depletion", "allowance", "today"]);
  });
  shell.add("alarms", "what is wrong", function () {
    return Cli.columns(house.alarms.active(), ["id", "severity", "state", "value"]);
  });
  shell.add("log [level]", "last lines of the log", function (args) {
    return house.logLines(args.level, 15);
  });
  shell.add("level <debug|info|warn|error>", "what is logged", function (args) {
    house.logger.setLevel(args.choice);
  });
  shell.add("when", "next scheduled jobs", function () {
    return schedule.upcoming(house.zone.wall(hal.now())).map(function (entry) {
      return date.format("YYYY-MM-DD hh:mm", entry.at) + "  " + entry.name;
    }).join("\n");
  });
  shell.add("restart", "start over", function () {
    house.logger.flush();
    hal.reboot();
  });

  /* ---- schedule ---- */

  var schedule = new Schedule();
  schedule.add("evapotranspiration", "0 * * * *", useWater);
  schedule.add("update check", "17 3 * * *", checkForUpdate);
  schedule.add("log to flash", "*/10 * * * *", function () {
    house.logger.flush();
    house.logger.sweep();
  });
  schedule.add("relays", "* * * * *", function () {
    if (outputs !== null && !outputs.verify()) {
      house.log.error("relay chip lost its state", { times: outputs.restored });
    }
  });

  var clock = new ntp.Discipline();
  var clockError = house.metrics.gauge("clock_uncertainty_ms", "How far the clock may be off");
  loop.onClockSet = function (offset) {
    clock.corrected(hal.now(), offset, 200);
    house.log.info("clock was set", { by: offset, driftPpm: clock.drift() });
  };

  var heap = house.metrics.gauge("heap_free_bytes", "Free heap");
  var slowestTurn = house.metrics.gauge("loop_slowest_ms", "Longest turn of the main loop since the last visit");
  var temperature = house.metrics.gauge("temperature_celsius", "Air temperature", ["place"]);
  house.metrics.collect(function () {
    heap.set(hal.freeHeap());
    slowestTurn.set(loop.statistics().slowestMs);
    clockError.set(clock.uncertainty(hal.now()));
    temperature.set(house.inside.temperature, ["inside"]);
    temperature.set(house.outside.temperature, ["outside"]);
  });

  attachBus();
  attachDisplay();
  attachNetwork();

  var flow = hal.pin(PINS.flow);
  flow.input(false);
  flow.onFallingEdge(function () {
    pulses += 1;
  });
  fan.output();

  timers.every(5000, startReadings);
  timers.every(1000, water);
  timers.every(15000, function () {
    var time = hal.now();
    var wall = house.zone.wall(time);
    schedule.tick(wall);
    house.plan.minute(wall, time);
    house.record(time);
  });

  house.log.info("started", { version: VERSION, heap: hal.freeHeap() });

  // The firmware runs this file as a program, without a module object; a test
  // that requires it gets the parts.
  if (typeof module !== "undefined") {
    module.exports = { house: house, shell: shell, schedule: schedule, version: VERSION };
  }
}());
