// Lights up the words of the record that is looked at, and shows the record of the words that are clicked.
const pieces = [...document.querySelectorAll("#text [data-r]")].map((node) => ({
  node,
  marks: new Map(node.dataset.r.split(" ").map((mark) => {
    const at = mark.lastIndexOf(":");
    return [mark.slice(0, at), mark.slice(at + 1)];
  })),
}));
const PARTS = new Set(["act", "actor", "recipient", "date", "place", "speaker", "cue"]);

function light(record) {
  for (const { node, marks } of pieces) {
    node.classList.toggle("lit", marks.has(record));
    const told = node.dataset.r.split(" ").some((mark) => {
      const at = mark.lastIndexOf(":");
      return mark.slice(0, at) === record && PARTS.has(mark.slice(at + 1));
    });
    node.classList.toggle("lit-part", told);
  }
}

for (const box of document.querySelectorAll(".record, .named")) {
  const link = box.matches(".named") ? box : box.querySelector(".permalink");
  const record = link.dataset.record;
  box.addEventListener("mouseenter", () => light(record));
  box.addEventListener("focusin", () => light(record));
  box.addEventListener("mouseleave", () => light(""));
  box.addEventListener("focusout", () => light(""));
}

for (const { node, marks } of pieces) {
  node.addEventListener("click", () => {
    for (const record of marks.keys()) {
      const box = document.getElementById(record);
      if (box && box.matches(".record")) {
        location.hash = record;
        light(record);
        box.querySelector(".permalink").focus();
        return;
      }
    }
  });
}

// The selected words of the text, as offsets in code points, into the field of a correction.
const text = document.getElementById("text");
for (const button of document.querySelectorAll("button.take")) {
  // The selection must outlive the click.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    const chosen = getSelection();
    if (!chosen.rangeCount || !text.contains(chosen.anchorNode) || !text.contains(chosen.focusNode)) return;
    const range = chosen.getRangeAt(0);
    const before = document.createRange();
    before.setStart(text, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const start = [...before.toString()].length;
    const end = start + [...range.toString()].length;
    if (end > start) button.closest("fieldset").querySelector("[name=words]").value = `${start}-${end}`;
  });
}

// j and k go from record to record, c confirms, r rejects, o opens one.
const links = [...document.querySelectorAll(".record .permalink")];
const VERDICTS = { c: "confirm", r: "reject" };
document.addEventListener("keydown", (event) => {
  if (event.target.matches("input, textarea, select") || event.ctrlKey || event.altKey || event.metaKey) return;
  const at = links.indexOf(document.activeElement);
  if (event.key === "j" && links.length) links[Math.min(at + 1, links.length - 1)].focus();
  if (event.key === "k" && links.length) links[Math.max(at - 1, 0)].focus();
  if (VERDICTS[event.key] && at >= 0) {
    const button = links[at].closest(".record").querySelector(`button[value="${VERDICTS[event.key]}"]`);
    if (button) button.click();
  }
  if (event.key === "o" && at >= 0) {
    const details = links[at].closest(".record").querySelector("details");
    details.open = !details.open;
  }
});
if (/^#[esp]\d+$/.test(location.hash)) light(location.hash.slice(1));
