(function () {
  "use strict";

  var F = Fernhaus;
  var following = true;
  var known = {};
  var records = [];
  var HIDDEN = { t: true, l: true, s: true, m: true };

  function parse(text) {
    var out = [];
    text.split("\n").forEach(function (line) {
      if (line === "") {
        return;
      }
      try {
        var record = JSON.parse(line);
        record._line = line;
        out.push(record);
      } catch (e) {
        // A line that was cut by a restart; it is shown as it is.
        out.push({ t: "", l: "warn", s: "?", m: line, _line: line });
      }
    });
    return out;
  }

  /* Splits a text at the search word, so that it can be marked. */
  function marked(text, word) {
    if (word === "") {
      return [document.createTextNode(text)];
    }
    var out = [];
    var lower = text.toLowerCase();
    var at = 0;
    for (;;) {
      var next = lower.indexOf(word, at);
      if (next < 0) {
        break;
      }
      out.push(document.createTextNode(text.slice(at, next)));
      out.push(F.element("mark", { text: text.slice(next, next + word.length) }));
      at = next + word.length;
    }
    out.push(document.createTextNode(text.slice(at)));
    return out;
  }

  function row(record, word, fresh) {
    var message = F.element("td", {}, marked(record.m, word));
    Object.keys(record).forEach(function (name) {
      if (!HIDDEN[name] && name.charAt(0) !== "_") {
        message.appendChild(F.element("span", { "class": "fields" }, [
          "  " + name + "=", F.element("b", { text: String(record[name]) })
        ]));
      }
    });
    var time = record.t ? F.time(Date.parse(record.t)) : "";
    return F.element("tr", { "data-level": record.l, "class": fresh ? "fresh" : null }, [
      F.element("td", { text: time, title: record.t }),
      F.element("td", { text: record.l }),
      F.element("td", {}, marked(record.s, word)),
      message
    ]);
  }

  function show() {
    var word = document.getElementById("filter").value.toLowerCase();
    var target = document.getElementById("lines");
    var visible = records.filter(function (record) {
      return word === "" || record._line.toLowerCase().indexOf(word) >= 0;
    });
    target.textContent = "";
    // The newest on top, where the eye is.
    visible.slice().reverse().forEach(function (record) {
      target.appendChild(row(record, word, !known[record._line]));
    });
    records.forEach(function (record) {
      known[record._line] = true;
    });
    document.getElementById("empty").hidden = visible.length > 0;
    document.getElementById("count").textContent = F.text("log.lines", { n: visible.length });
  }

  function load() {
    var level = document.getElementById("level").value;
    F.get("/api/log?count=120&level=" + level, function (error, text) {
      if (!error) {
        records = parse(text);
        show();
      }
    });
  }

  F.ready(function () {
    document.getElementById("level").addEventListener("change", load);
    document.getElementById("filter").addEventListener("input", show);
    document.getElementById("follow").addEventListener("click", function () {
      following = !following;
      this.setAttribute("aria-pressed", String(following));
      this.textContent = F.text(following ? "log.pause" : "log.follow");
      if (following) {
        load();
      }
    });
    load();
    setInterval(function () {
      if (following && !document.hidden) {
        load();
      }
    }, 5000);
  });
}());
