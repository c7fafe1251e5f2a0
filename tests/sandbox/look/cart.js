const euros = new Intl.NumberFormat("fr-FR", { style: "currency", currency: "EUR" });
const form = document.querySelector("form.shop");
const inputs = [...form.querySelectorAll("input[data-price]")];
const list = document.getElementById("cart-lines");

function show() {
  let sum = 0;
  list.replaceChildren();
  for (const input of inputs) {
    const count = Number(input.value) || 0;
    if (!count) continue;
    sum += count * Number(input.dataset.price);
    const row = document.createElement("li");
    const name = document.createElement("span");
    const price = document.createElement("span");
    name.textContent = `${count} × ${input.dataset.title}`;
    price.textContent = euros.format(count * Number(input.dataset.price));
    row.append(name, price);
    list.append(row);
  }
  document.getElementById("cart-empty").hidden = sum > 0;
  document.getElementById("cart-sum").hidden = sum === 0;
  document.getElementById("cart-total").textContent = euros.format(sum);
  document.getElementById("to-checkout").disabled = sum === 0;
}

form.addEventListener("click", (event) => {
  const step = event.target.dataset.step;
  if (!step) return;
  const input = event.target.parentElement.querySelector("input");
  const wanted = Number(input.value || 0) + Number(step);
  input.value = Math.max(0, Math.min(Number(input.max), wanted));
  show();
});
form.addEventListener("input", show);
window.addEventListener("pageshow", show);
