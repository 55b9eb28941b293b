"use strict";

// Notes: a text, saved a second after the last key.
function main(path) {
    const file = openFile(path, "r");
    const area = createTextArea({ title: path, text: file.read().result });
    file.close();

    let timer = 0;
    area.onInput = () => {
        clearTimeout(timer);
        timer = setTimeout(() => save(path, area.text), 1000);
    };
}

function save(path, text) {
    const file = openFile(path, "w");
    file.write(text);
    file.close();
}
