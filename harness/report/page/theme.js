/* A page that shows this one in a frame says which theme it has; otherwise it is that of the system. */
(() => {
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
  const dark = rules.filter((rule) => rule.media?.mediaText === "(prefers-color-scheme: dark)");

  addEventListener("message", ({ source, data }) => {
    if (source !== parent || !["dark", "light"].includes(data?.theme)) return;
    for (const rule of dark) rule.media.mediaText = data.theme === "dark" ? "screen" : "not all"; // paper stays light
    document.documentElement.style.colorScheme = data.theme;
  });
})();
