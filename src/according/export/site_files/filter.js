// Narrows the table of claims to rows that have every word. The page reads as well without it.
"use strict";
const box = document.getElementById("words"), found = document.getElementById("found");
const rows = [...document.querySelectorAll("#claims tbody tr")].map((row) => [row, row.textContent.toLowerCase()]);
box.hidden = false;
const narrow = () => {
  const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const [row, text] of rows) {
    row.hidden = !words.every((word) => text.includes(word));
    if (!row.hidden) shown++;
  }
  found.textContent = shown + " of " + rows.length + " claims";
};
box.addEventListener("input", narrow);
narrow();
