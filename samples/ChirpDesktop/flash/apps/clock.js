"use strict";

const settings = JSON.parse(readFile("/settings/desktop.json"));
const format = new Intl.DateTimeFormat(settings.language, { timeStyle: settings.clock });

function main() {
    const label = createLabel({ title: "Clock" });
    setInterval(() => { label.text = format.format(new Date()); }, 1000);
}
