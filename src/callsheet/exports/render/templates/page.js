(() => {
  const by = (id) => document.getElementById(id), all = (css, from) => (from || document).querySelectorAll(css);
  const company = by("company"), section = by("section"), period = by("period"), find = by("find"), toggle = by("toggle");
  const places = by("places") ? JSON.parse(by("places").textContent) : {}, panel = by("words");
  let opener = null;

  // The passage behind a line or figure, highlighted in its transcript. Offsets count code points, as Python does.
  const unmark = () => { for (const p of all("p[data-marked]", panel)) { p.textContent = p.textContent; p.removeAttribute("data-marked"); } };
  const mark = (p, spans) => {
    const letters = [...p.textContent], start = Number(p.dataset.start), pieces = [];
    let at = 0;
    for (const [from, to] of spans) {
      const low = Math.max(from - start, at), high = Math.min(to - start, letters.length);
      if (low >= high) continue;
      const found = document.createElement("mark");
      found.textContent = letters.slice(low, high).join("");
      pieces.push(letters.slice(at, low).join(""), found);
      at = high;
    }
    if (!pieces.length) return;
    p.replaceChildren(...pieces, letters.slice(at).join(""));
    p.dataset.marked = "";
  };
  const show = (id, focus) => {
    const place = places[id], article = place && by("t-" + place[0]);
    if (!article) return;
    unmark();
    const spans = place[1].slice().sort((a, b) => a[0] - b[0]);
    for (const each of all("article", panel)) each.hidden = each !== article;
    for (const p of all("p[data-start]", article)) mark(p, spans);
    panel.hidden = false;
    document.body.classList.add("with-words");
    const first = panel.querySelector("mark");
    if (first) first.scrollIntoView({ block: "center" });
    if (focus) by("words-text").focus({ preventScroll: true });
  };
  const close = () => {
    if (!panel || panel.hidden) return;
    panel.hidden = true;
    document.body.classList.remove("with-words");
    if (opener && opener.isConnected) opener.focus();
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-words]");
    if (button) { opener = button; show(button.dataset.words, true); }
    const summary = event.target.closest(".comments summary");  // a click, also by the keyboard, is about to open it
    if (summary && !summary.parentElement.open) { opener = summary; show(summary.closest("li").id, false); }
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  if (panel) by("close-words").addEventListener("click", close);

  // The chart: every bar says what it is, and opens its words.
  for (const item of all("[data-bar]")) {
    const bar = by(item.dataset.bar);
    if (!bar) continue;
    const tell = () => { by("bar").textContent = item.textContent.trim(); };
    const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
    title.textContent = item.textContent.trim();
    bar.prepend(title);
    bar.setAttribute("tabindex", "0");
    bar.setAttribute("role", item.dataset.opens ? "button" : "img");
    bar.setAttribute("aria-label", title.textContent);
    const open = () => { tell(); opener = bar; if (item.dataset.opens) show(item.dataset.opens, true); };
    bar.addEventListener("mouseenter", tell);
    bar.addEventListener("focus", tell);
    bar.addEventListener("click", open);
    bar.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); open(); } });
  }

  // Filters.
  const openAll = (on) => {
    for (const details of all(".comments details")) details.open = on;
    toggle.setAttribute("aria-pressed", on);
    toggle.textContent = on ? toggle.dataset.hide : toggle.dataset.show;
  };
  const filter = () => {
    const words = find.value.trim().toLowerCase(), when = period.value;
    const ofCompany = (each) => !company.value || each.dataset.company === company.value;
    const blocks = [...all(".comments tbody")], calls = new Set(blocks.map((block) => block.dataset.period));
    let count = 0;
    for (const block of blocks) {
      for (const line of all("li", block)) line.hidden = !line.textContent.toLowerCase().includes(words);
      for (const row of all("tr:not(.band)", block)) {
        row.hidden = (section.value && row.dataset.section !== section.value) || !row.querySelector("li:not([hidden])");
      }
      const thisCall = !when || !calls.has(when) || block.dataset.period === when;
      block.hidden = !ofCompany(block) || !thisCall || !block.querySelector("tr:not(.band):not([hidden])");
      if (!block.hidden) count += all("tr:not([hidden]) li:not([hidden])", block).length;
    }
    for (const part of all("section.ladder, .data tbody tr[data-company]")) part.hidden = !ofCompany(part);
    for (const row of all(".data tbody tr[data-period]")) {
      const elsewhere = when && !row.dataset.period.split(" ").includes(when);
      row.hidden = elsewhere || ("company" in row.dataset && !ofCompany(row));
    }
    for (const item of all("[data-bar]")) {
      const bar = by(item.dataset.bar);
      if (bar) bar.style.opacity = ofCompany(item) ? "" : "0.2";
    }
    by("found").textContent = `${count} / ${all(".comments li").length}`;
  };
  if (toggle) {
    toggle.addEventListener("click", () => openAll(toggle.getAttribute("aria-pressed") !== "true"));
    for (const choice of [company, section, period]) choice.addEventListener("change", filter);
    find.addEventListener("input", filter);
    find.form.addEventListener("submit", (event) => event.preventDefault());
  }
  const reveal = () => {
    const line = location.hash && by(decodeURIComponent(location.hash.slice(1)));
    const details = line && line.querySelector("details");
    if (details) details.open = true;
  };
  addEventListener("hashchange", reveal);
  reveal();

  // The reviewer's name is asked once a browser.
  const reviewer = by("reviewer");
  if (reviewer) {
    try { reviewer.value = localStorage.getItem("callsheet-reviewer") || reviewer.value; } catch (error) { /* a browser without storage asks again */ }
    reviewer.addEventListener("input", () => { try { localStorage.setItem("callsheet-reviewer", reviewer.value); } catch (error) { /* as above */ } });
  }
})();
