// What all pages share: drawings that can be followed, saved links, files dropped where a text is given to be read.

// A drawing of this server in place of its figure: what is drawn leads somewhere, and tells what it is when pointed at.
for (const figure of document.querySelectorAll("figure[data-chart]")) {
  fetch(figure.dataset.chart)
    .then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(answer.statusText))))
    .then((svg) => {
      const drawn = document.importNode(new DOMParser().parseFromString(svg, "image/svg+xml").documentElement, true);
      drawn.querySelectorAll("a > [aria-label]").forEach((mark) => {
        const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
        title.textContent = mark.getAttribute("aria-label");
        mark.append(title);
      });
      // The page lists the same for those who cannot see it.
      drawn.setAttribute("aria-hidden", "true");
      figure.replaceChildren(drawn);
    })
    .catch((error) => { figure.textContent = `The drawing could not be made: ${error.message}`; });
}

// Links that somebody wants to find again are kept in the browser, and nowhere else.
const saved = document.getElementById("saved");
function links() {
  try {
    return JSON.parse(localStorage.getItem("saved") || "[]");
  } catch {
    return []; // the browser keeps nothing for this site
  }
}
function keep(all) {
  localStorage.setItem("saved", JSON.stringify(all));
  show();
}
function show() {
  saved.querySelector("ul").replaceChildren(...links().map(({ name, address }, at) => {
    const item = document.createElement("li"), link = document.createElement("a"), remove = document.createElement("button");
    link.textContent = name;
    link.href = address;
    remove.textContent = "Remove";
    remove.setAttribute("aria-label", `Remove ${name}`);
    remove.addEventListener("click", () => keep(links().filter((_, n) => n !== at)));
    item.append(link, " ", remove);
    return item;
  }));
}
saved.hidden = false;
saved.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const field = event.target.elements.name;
  keep([...links(), { name: field.value, address: location.pathname + location.search }]);
  field.value = "";
});
show();

// A file that is dropped on the form is read at once.
const given = document.querySelector("form[enctype] input[type=file]");
if (given) {
  const form = given.form;
  form.addEventListener("dragover", (event) => event.preventDefault());
  form.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    given.files = event.dataTransfer.files;
    form.requestSubmit();
  });
}
