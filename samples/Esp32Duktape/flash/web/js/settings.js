(function () {
  "use strict";

  var F = Fernhaus;
  var original = {};
  var fields = {};

  // What the configuration does not say by itself: which texts are a choice.
  var CHOICES = {
    "site.language": [["en", "English"], ["de", "Deutsch"], ["fr", "Français"], ["pl", "Polski"]],
    "log.level": [["debug"], ["info"], ["warn"], ["error"]],
    "update.channel": [["stable"], ["beta"], ["nightly"]]
  };

  function flatten(config) {
    var out = {};
    Object.keys(config).forEach(function (group) {
      Object.keys(config[group]).forEach(function (name) {
        out[group + "." + name] = config[group][name];
      });
    });
    return out;
  }

  function makeInput(path, value) {
    var id = "set-" + path;
    if (CHOICES[path]) {
      return F.element("select", { id: id }, CHOICES[path].map(function (choice) {
        return F.element("option", { value: choice[0], selected: choice[0] === value, text: choice[1] || choice[0] });
      }));
    }
    if (typeof value === "boolean") {
      return F.element("input", { id: id, type: "checkbox", checked: value });
    }
    if (typeof value === "number") {
      return F.element("input", { id: id, type: "number", step: "any", inputmode: "decimal", value: value });
    }
    return F.element("input", { id: id, type: "text", value: value, autocomplete: "off", spellcheck: "false" });
  }

  function read(path) {
    var input = fields[path].input;
    if (input.type === "checkbox") {
      return input.checked;
    }
    if (input.type === "number") {
      return input.value === "" ? null : Number(input.value);
    }
    return input.value;
  }

  function build(config) {
    var target = document.getElementById("groups");
    target.textContent = "";
    fields = {};
    original = flatten(config);
    Object.keys(config).forEach(function (group) {
      var set = F.element("fieldset", {}, [F.element("legend", { text: F.text("group." + group) })]);
      Object.keys(config[group]).forEach(function (name) {
        var path = group + "." + name;
        var input = makeInput(path, config[group][name]);
        var help = F.element("small", { text: F.text(path + "?") });
        var row = F.element("div", { "class": "field" }, [
          F.element("label", { "for": "set-" + path, text: F.text(path) }), input, help
        ]);
        input.addEventListener("input", changed);
        input.addEventListener("change", changed);
        fields[path] = { input: input, row: row, help: help };
        set.appendChild(row);
      });
      target.appendChild(set);
    });
    changed();
  }

  function differences() {
    var out = {};
    Object.keys(fields).forEach(function (path) {
      var value = read(path);
      if (value !== original[path]) {
        out[path] = value;
      }
    });
    return out;
  }

  function changed() {
    var different = differences();
    Object.keys(fields).forEach(function (path) {
      fields[path].row.className = different.hasOwnProperty(path) ? "field changed" : "field";
    });
    document.getElementById("bar").setAttribute("data-dirty", String(Object.keys(different).length > 0));
  }

  function nest(flat) {
    var out = {};
    Object.keys(flat).forEach(function (path) {
      var dot = path.indexOf(".");
      var group = path.slice(0, dot);
      out[group] = out[group] || {};
      out[group][path.slice(dot + 1)] = flat[path];
    });
    return out;
  }

  function showProblems(problems) {
    var result = document.getElementById("result");
    result.textContent = F.text("problems", { n: problems.length });
    result.appendChild(F.element("ul", {}, problems.map(function (entry) {
      return F.element("li", { text: F.text(entry.setting) + ": " + entry.problem });
    })));
    problems.forEach(function (entry) {
      if (fields[entry.setting]) {
        fields[entry.setting].row.className = "field wrong";
      }
    });
    if (problems.length > 0 && fields[problems[0].setting]) {
      fields[problems[0].setting].input.focus();
    }
  }

  function save(event) {
    event.preventDefault();
    var different = differences();
    F.request("PUT", "/api/config", nest(different), function (error, answer, status) {
      var result = document.getElementById("result");
      if (status === 422 && answer && answer.problems) {
        showProblems(answer.problems);
      } else if (error) {
        result.textContent = error.message;
      } else if (different.hasOwnProperty("site.language")) {
        location.reload();
      } else {
        build(answer);
        result.textContent = F.text("saved");
        setTimeout(function () {
          result.textContent = "";
        }, 4000);
      }
    });
  }

  F.ready(function (config) {
    build(config);
    document.getElementById("settings").addEventListener("submit", save);
    document.getElementById("undo").addEventListener("click", function () {
      build(nest(original));
      document.getElementById("result").textContent = "";
    });
    window.addEventListener("beforeunload", function (event) {
      if (Object.keys(differences()).length > 0) {
        event.preventDefault();
        event.returnValue = "";
      }
    });
  });
}());
