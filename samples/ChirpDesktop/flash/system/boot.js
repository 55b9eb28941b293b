"use strict";

// What the kernel runs first: the settings, then the apps that are to be open.
const settings = JSON.parse(readFile("/settings/desktop.json"));
const session = JSON.parse(readFile("/settings/session.json"));

setWallpaper(settings.wallpaper);
setClock(settings.clock);
for (const window of session.windows) {
    start("/apps/" + window.app + ".js", window.arguments);
}
