// The theme: the system's, until the button says otherwise.
const KEY = "kata-theme";
const dark = matchMedia("(prefers-color-scheme: dark)");
export const current = () => document.documentElement.dataset.theme ?? (dark.matches ? "dark" : "light");

// `changed` is called with the theme whenever it is another one.
export function themeButton(button, changed) {
  const show = () => {
    const other = current() === "dark" ? "light" : "dark";
    button.textContent = other === "dark" ? "Dark" : "Light";
    button.setAttribute("aria-label", `${button.textContent} theme`);
    changed(current());
  };
  button.onclick = () => {
    const other = current() === "dark" ? "light" : "dark";
    document.documentElement.dataset.theme = other;
    try {
      localStorage.setItem(KEY, other);
    } catch {}
    show();
  };
  dark.addEventListener("change", show);
  show();
}
