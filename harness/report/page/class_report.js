"use strict";
// Sorts the table of students: a click on a heading sorts by its column, a second one the other way round.
(() => {
  const table = document.querySelector("table.students");
  const body = table.tBodies[0];
  const compare = new Intl.Collator("en", { numeric: true, sensitivity: "base" }).compare;
  const value = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.sort ?? cell.textContent.trim();
  };
  const sort = (heading, column) => {
    const number = heading.classList.contains("number");
    // numbers begin with the largest, names with the first
    const before = heading.getAttribute("aria-sort");
    const up = before ? before === "descending" : !number;
    const order = (one, other) => {
      const [a, b] = [value(one, column), value(other, column)];
      return (number ? Number(a) - Number(b) : compare(a, b)) * (up ? 1 : -1);
    };
    body.append(...[...body.rows].sort(order));
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", up ? "ascending" : "descending");
  };
  [...table.tHead.rows[0].cells].forEach((heading, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    button.addEventListener("click", () => sort(heading, column));
    heading.append(button);
  });
})();
