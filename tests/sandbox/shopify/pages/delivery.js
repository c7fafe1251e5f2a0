const money = new Intl.NumberFormat("fr-FR", { style: "currency", currency: "EUR" });
const summary = document.querySelector("aside.cart .rows");

document.getElementById("checkout").addEventListener("change", (event) => {
  if (event.target.name !== "delivery") return;
  const price = summary.dataset.free ? 0 : Number(event.target.dataset.amount);
  document.getElementById("delivery-price").textContent = money.format(price);
  document.getElementById("total").textContent = money.format(
    Number(summary.dataset.goods) + price,
  );
  document.getElementById("tax").hidden = true;
});
