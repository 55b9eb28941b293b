(function () {
  "use strict";

  var F = Fernhaus;
  var chart = null;
  var zoneNodes = {};
  var UNITS = {
    "inside.temperature": ["°C", 1],
    "inside.humidity": ["%", 0],
    "inside.lux": ["lx", 0],
    "outside.temperature": ["°C", 1],
    "tank": ["%", 0]
  };

  function put(id, value) {
    var node = document.getElementById(id);
    if (node.textContent !== value) {
      node.textContent = value;
    }
  }

  function readings(state) {
    put("inside-temperature", F.number(state.inside.temperature, 1));
    put("inside-humidity", F.number(state.inside.humidity, 0));
    put("inside-lux", F.number(state.inside.lux, 0));
    put("inside-pressure", F.number(state.inside.pressure, 0));
    put("outside-temperature", F.number(state.outside.temperature, 1));
    put("outside-wind", F.number(state.outside.wind, 1));
    put("tank", F.number(state.tank, 0));
    put("target", F.number(state.control.target, 1));

    // 0 to 2.5 kPa across the bar; what is good lies in the green part.
    var deficit = state.control.deficit;
    put("deficit", F.text("kpa", { value: deficit }));
    document.getElementById("comfort-mark").style.left = Math.max(0, Math.min(100, deficit / 2.5 * 100)) + "%";
    put("comfort-word", F.text(deficit < 0.4 ? "comfort.low" : deficit > 1.6 ? "comfort.high" : "comfort.good"));
  }

  function actuators(control) {
    ["vent", "heat"].forEach(function (name) {
      document.getElementById("act-" + name).value = control[name];
      put("act-" + name + "-text", F.number(control[name] * 100, 0) + " %");
    });
    ["fan", "mist", "lamp"].forEach(function (name) {
      var node = document.getElementById("act-" + name);
      node.className = control[name] ? "lamp on" : "lamp";
      node.title = F.text(control[name] ? "on" : "off");
    });
  }

  function alarms(list) {
    var section = document.getElementById("alarms");
    var target = document.getElementById("alarm-list");
    section.hidden = list.length === 0;
    target.textContent = "";
    var critical = false;
    list.forEach(function (alarm) {
      critical = critical || alarm.severity === "critical";
      var button = F.element("button", { "class": "secondary", text: F.text("seen") });
      button.disabled = alarm.state !== "raised";
      button.addEventListener("click", function () {
        button.disabled = true;
        F.request("POST", "/api/alarm/" + encodeURIComponent(alarm.id) + "/seen", {}, function () {});
      });
      target.appendChild(F.element("li", { "data-severity": alarm.severity, "data-state": alarm.state }, [
        F.element("strong", { text: F.text("severity." + alarm.severity) }),
        F.element("span", { text: F.text(alarm.text, { value: alarm.value }) + " (" + F.text("since", { time: F.time(alarm.raisedAt) }) + ")" }),
        button
      ]));
    });
    section.className = critical ? "alarms critical" : "alarms";
  }

  /* ---- water ---- */

  function makeZone(name) {
    var template = document.getElementById("zone-template");
    var node = document.importNode(template.content, true).querySelector(".zone");
    node.querySelector("h3").textContent = name;
    F.translate(node);
    node.querySelector("form").addEventListener("submit", function (event) {
      event.preventDefault();
      var button = node.querySelector("button");
      button.disabled = true;
      F.request("POST", "/api/zone/" + encodeURIComponent(name) + "/water", { minutes: Number(this.elements.minutes.value) }, function (error) {
        button.disabled = false;
        if (error) {
          node.querySelector("p").textContent = error.message;
        }
      });
    });
    document.getElementById("zones").appendChild(node);
    return node;
  }

  function water(state) {
    var lines = [];
    if (state.blocked !== null) {
      lines.push(F.text("blocked", { reason: state.blocked }));
    }
    if (state.queued > 0) {
      lines.push(F.text("queued", { n: state.queued }));
    }
    put("water-state", lines.join(" · ") || F.text("zones", { n: state.zones.length }));
    state.zones.forEach(function (zone) {
      if (!zoneNodes[zone.name]) {
        zoneNodes[zone.name] = makeZone(zone.name);
      }
      var node = zoneNodes[zone.name];
      var full = Math.max(0, Math.min(1, 1 - zone.depletion / (2 * zone.allowance)));
      node.querySelector(".store i").style.width = full * 100 + "%";
      var open = state.active !== null && state.active.zone === zone.name;
      node.className = "zone" + (zone.depletion >= zone.allowance ? " thirsty" : "") + (open ? " open" : "");
      node.querySelector("p").textContent = F.text("depletion") + " " + F.number(zone.depletion, 1) + " mm · " +
        F.text("today") + " " + F.number(zone.today, 0) + " l · " +
        (zone.last > 0 ? F.text("lastWatered", { time: F.time(zone.last) }) : F.text("never"));
    });
  }

  /* ---- chart ---- */

  function loadChart() {
    var name = document.querySelector("input[name=series]:checked").value;
    F.get("/api/history/" + name + "?since=" + (Date.now() - 86400000), function (error, points) {
      var summary = document.getElementById("chart-summary");
      if (error || points.length < 2) {
        summary.textContent = error ? error.message : F.text("chart.empty");
        chart.show([], "", 0);
        return;
      }
      var values = points.map(function (point) {
        return point[1];
      });
      summary.textContent = F.text("last24") + ": " +
        F.text("chart.min", { value: Math.min.apply(null, values) }) + ", " +
        F.text("chart.max", { value: Math.max.apply(null, values) });
      chart.show(points, UNITS[name][0], UNITS[name][1]);
    });
  }

  F.ready(function () {
    chart = new Chart(document.getElementById("chart"));
    var choices = document.querySelectorAll("input[name=series]");
    for (var i = 0; i < choices.length; i++) {
      choices[i].addEventListener("change", loadChart);
    }
    loadChart();
    setInterval(loadChart, 60000);
    F.onState(function (state) {
      readings(state);
      actuators(state.control);
      alarms(state.alarms);
      water(state.water);
    });
  });
}());
