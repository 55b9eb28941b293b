/*
 * Command line, reached over the serial line or a TCP port on the local net.
 *
 * Commands are registered with a usage line from which arguments are checked:
 * <name> is required, [name] may be left out, <a|b> is a choice, <n:number> is
 * a number, and a name that ends in ... takes the rest of the line.
 */
"use strict";

function Cli(greeting) {
  this._greeting = greeting;
  this._commands = {};
  this._history = [];
  var self = this;
  this.add("help [command]", "what there is", function (args) {
    return self._help(args.command);
  });
  this.add("history", "the last commands", function () {
    return self._history.map(function (line, i) {
      return i + 1 + "  " + line;
    }).join("\n");
  });
}

/* Words, where quotes keep spaces and a backslash takes the next as it is. */
function split(line) {
  var words = [];
  var word = "";
  var inWord = false;
  var quote = "";
  for (var i = 0; i < line.length; i++) {
    var c = line.charAt(i);
    if (c === "\\" && i + 1 < line.length && quote !== "'") {
      word += line.charAt(++i);
      inWord = true;
    } else if (quote !== "") {
      if (c === quote) {
        quote = "";
      } else {
        word += c;
      }
    } else if (c === "\"" || c === "'") {
      quote = c;
      inWord = true;
    } else if (c === " " || c === "\t") {
      if (inWord) {
        words.push(word);
        word = "";
        inWord = false;
      }
    } else {
      word += c;
      inWord = true;
    }
  }
  if (quote !== "") {
    throw new Error("a quote is not closed");
  }
  if (inWord) {
    words.push(word);
  }
  return words;
}

function parseUsage(usage) {
  var words = usage.split(" ");
  return {
    name: words[0],
    parameters: words.slice(1).map(function (word) {
      var match = /^([<\[])([^>\]]+)[>\]]$/.exec(word);
      if (match === null) {
        throw new Error("bad usage line: " + usage);
      }
      var body = match[2];
      var choice = body.indexOf("|") >= 0 ? body.split("|") : null;
      return {
        required: match[1] === "<",
        rest: /\.\.\.$/.test(body),
        numeric: /:number$/.test(body),
        choice: choice,
        name: choice ? "choice" : body.replace(/(:number|\.\.\.)$/, "")
      };
    })
  };
}

Cli.prototype.add = function (usage, help, action) {
  var command = parseUsage(usage);
  command.usage = usage;
  command.help = help;
  command.action = action;
  this._commands[command.name] = command;
  return this;
};

/* A command may be shortened as long as it stays unique. */
Cli.prototype._find = function (name) {
  if (this._commands.hasOwnProperty(name)) {
    return this._commands[name];
  }
  var fits = Object.keys(this._commands).filter(function (candidate) {
    return candidate.indexOf(name) === 0;
  });
  if (fits.length === 1) {
    return this._commands[fits[0]];
  }
  if (fits.length > 1) {
    throw new Error(name + " could be " + fits.sort().join(", "));
  }
  var near = this._nearest(name);
  throw new Error("no command '" + name + "'" + (near ? ", did you mean '" + near + "'?" : ""));
};

Cli.prototype._nearest = function (name) {
  var best = null;
  var distance = 3;
  Object.keys(this._commands).forEach(function (candidate) {
    var d = editDistance(name, candidate);
    if (d < distance) {
      distance = d;
      best = candidate;
    }
  });
  return best;
};

function editDistance(a, b) {
  var previous = [];
  for (var j = 0; j <= b.length; j++) {
    previous.push(j);
  }
  for (var i = 1; i <= a.length; i++) {
    var current = [i];
    for (j = 1; j <= b.length; j++) {
      var change = a.charAt(i - 1) === b.charAt(j - 1) ? 0 : 1;
      current.push(Math.min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + change));
    }
    previous = current;
  }
  return previous[b.length];
}

function bind(command, words) {
  var args = {};
  var at = 0;
  command.parameters.forEach(function (parameter) {
    if (at >= words.length) {
      if (parameter.required) {
        throw new Error("usage: " + command.usage);
      }
      return;
    }
    var value = parameter.rest ? words.slice(at).join(" ") : words[at];
    at = parameter.rest ? words.length : at + 1;
    if (parameter.numeric) {
      value = Number(value);
      if (isNaN(value)) {
        throw new Error(parameter.name + " must be a number");
      }
    }
    if (parameter.choice && parameter.choice.indexOf(value) < 0) {
      throw new Error("expected one of " + parameter.choice.join(", "));
    }
    args[parameter.name] = value;
  });
  if (at < words.length) {
    throw new Error("too much: " + words.slice(at).join(" "));
  }
  return args;
}

/* Runs one line and returns the text to show; errors are text as well. */
Cli.prototype.run = function (line) {
  try {
    var words = split(line);
    if (words.length === 0) {
      return "";
    }
    this._history.push(line);
    if (this._history.length > 20) {
      this._history.shift();
    }
    var command = this._find(words[0]);
    var result = command.action(bind(command, words.slice(1)));
    return result === undefined ? "ok" : String(result);
  } catch (e) {
    return "error: " + e.message;
  }
};

/* What the tab key would add: the common rest of all commands that fit. */
Cli.prototype.complete = function (start) {
  var fits = Object.keys(this._commands).filter(function (name) {
    return name.indexOf(start) === 0;
  }).sort();
  if (fits.length === 0) {
    return "";
  }
  var first = fits[0];
  var last = fits[fits.length - 1];
  var end = start.length;
  while (end < first.length && first.charAt(end) === last.charAt(end)) {
    end += 1;
  }
  return first.slice(start.length, end);
};

Cli.prototype._help = function (name) {
  if (name !== undefined) {
    var command = this._find(name);
    return command.usage + "\n  " + command.help;
  }
  var commands = this._commands;
  var names = Object.keys(commands).sort();
  var width = names.reduce(function (most, key) {
    return Math.max(most, commands[key].usage.length);
  }, 0);
  return names.map(function (key) {
    var usage = commands[key].usage;
    while (usage.length < width) {
      usage += " ";
    }
    return usage + "  " + commands[key].help;
  }).join("\n");
};

/* Lays a list of objects out in columns. */
Cli.columns = function (rows, names) {
  var widths = names.map(function (name) {
    return rows.reduce(function (most, row) {
      return Math.max(most, String(row[name]).length);
    }, name.length);
  });
  function line(values) {
    return values.map(function (value, i) {
      var text = String(value);
      while (text.length < widths[i]) {
        text += " ";
      }
      return text;
    }).join("  ").replace(/\s+$/, "");
  }
  return [line(names)].concat(rows.map(function (row) {
    return line(names.map(function (name) {
      return row[name];
    }));
  })).join("\n");
};

/* Serves a connection line by line. */
Cli.prototype.serve = function (socket, bytes) {
  var self = this;
  var held = [];
  socket.write(this._greeting + "\r\n> ");
  socket.on("data", function (data) {
    for (var i = 0; i < data.length; i++) {
      if (data[i] === 10) {
        var line = bytes.toUtf8(held).replace(/\r$/, "");
        held = [];
        socket.write(self.run(line).replace(/\n/g, "\r\n") + "\r\n> ");
      } else if (held.length < 256) {
        held.push(data[i]);
      }
    }
  });
};

Cli.split = split;

module.exports = Cli;
