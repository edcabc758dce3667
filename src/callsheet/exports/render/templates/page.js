(() => {
  const company = document.getElementById("company"), find = document.getElementById("find"), toggle = document.getElementById("toggle");
  if (!toggle) return;
  const open = (on) => {
    for (const details of document.querySelectorAll(".comments details")) details.open = on;
    toggle.setAttribute("aria-pressed", on);
    toggle.textContent = on ? toggle.dataset.hide : toggle.dataset.show;
  };
  const filter = () => {
    const words = find.value.trim().toLowerCase();
    for (const block of document.querySelectorAll(".comments tbody")) {
      for (const line of block.querySelectorAll("li")) line.hidden = !line.textContent.toLowerCase().includes(words);
      for (const row of block.querySelectorAll("tr:not(.band)")) row.hidden = !row.querySelector("li:not([hidden])");
      block.hidden = (company.value && block.dataset.company !== company.value) || !block.querySelector("tr:not(.band):not([hidden])");
    }
  };
  toggle.addEventListener("click", () => open(toggle.getAttribute("aria-pressed") !== "true"));
  company.addEventListener("change", filter);
  find.addEventListener("input", filter);
  find.form.addEventListener("submit", (event) => event.preventDefault());
  const reveal = () => {
    const line = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const details = line && line.querySelector("details");
    if (details) details.open = true;
  };
  addEventListener("hashchange", reveal);
  reveal();
})();
