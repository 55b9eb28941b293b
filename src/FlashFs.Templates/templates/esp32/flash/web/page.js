"use strict";
document.getElementById("opened").textContent = new Date().toLocaleTimeString();
