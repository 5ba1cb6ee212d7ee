// The text of a kata: paragraphs and lists with `code` in them, as its docstring has them.
export function storyOf(text) {
  const parts = document.createDocumentFragment();
  for (const block of text.split(/\n\s*\n/)) {
    const items = block.split(/^- /m);
    if (block.startsWith("- ")) {
      const list = document.createElement("ul");
      for (const item of items.slice(1)) list.append(inline(document.createElement("li"), item));
      parts.append(list);
    } else {
      parts.append(inline(document.createElement("p"), block));
    }
  }
  return parts;
}

function inline(element, text) {
  text.replace(/\s+/g, " ").trim().split(/`+([^`]+)`+/).forEach((part, number) => {
    if (number % 2) {
      const code = document.createElement("code");
      code.textContent = part;
      element.append(code);
    } else {
      element.append(part);
    }
  });
  return element;
}
