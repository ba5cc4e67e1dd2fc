// pack.js stands in for the network in a page that is one file: what the loader
// and the program fetch stands in the page itself, in elements whose names begin
// with "packed-". The policy of such a page allows no request at all.
//
// A page from a disk may neither have an address of its own for each language
// nor go to the other pages of the site, so these are not to be had.
(() => {
  const get = (id) => document.getElementById(id);

  // unpacked returns what an element holds: gzip, in letters.
  async function unpacked(element) {
    const letters = atob(element.textContent);
    const bytes = new Uint8Array(letters.length);
    for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i);
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  // Both parts of the program are unpacked before the first is handed out, since
  // a program that cannot wait wants the second at once.
  const parts = new Map();
  const unpacking = Promise.all(["packed-wasm", "packed-rest"].map(async (id) => {
    if (get(id)) parts.set("#" + id, await unpacked(get(id)));
  }));
  unpacking.catch(() => {}); // whoever fetches hears of it

  globalThis.fetch = async (url) => {
    if (url.startsWith("#")) {
      await unpacking;
      return new Response(parts.get(url), { headers: { "Content-Type": "application/wasm", "Content-Encoding": "gzip" } });
    }
    const page = get("packed-page-" + url.split("/").at(-3)); // LANG/LESSON/
    if (!page) throw new TypeError(`${url}: this page is one file, and has no other`);
    return new Response(JSON.parse(page.textContent));
  };

  globalThis.XMLHttpRequest = class { // for a program that cannot wait
    open(_, url) { this.url = url; }
    overrideMimeType() {}
    send() {
      this.responseText = "";
      const bytes = parts.get(this.url);
      for (let i = 0; i < bytes.length; i += 8192) {
        this.responseText += String.fromCharCode(...bytes.subarray(i, i + 8192));
      }
    }
  };

  const replace = history.replaceState.bind(history);
  history.replaceState = (...state) => {
    try {
      replace(...state);
    } catch {
      // The address stays as it is.
    }
  };

  // The loader asks for the editor's element when it is time to bring it.
  const element = customElements.get.bind(customElements);
  customElements.get = (name) => {
    const define = globalThis.packedEditor;
    if (name === "svclab-code" && define) {
      delete globalThis.packedEditor;
      define();
    }
    return element(name);
  };

  addEventListener("click", (e) => {
    const link = e.target.closest?.("a[href]");
    if (link && link.protocol === location.protocol && link.pathname !== location.pathname) e.preventDefault();
  }, { capture: true });
})();
