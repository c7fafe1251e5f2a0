"""The operations that read and tell prices."""

from .queries import Operation

PRICE_TERMS = Operation("PriceTerms", "query PriceTerms { shop { currencyCode taxesIncluded } }")

READ_PRICES = Operation(
    "ReadPrices",
    """query ReadPrices($ids: [ID!]!) {
  nodes(ids: $ids) { ... on ProductVariant { id price compareAtPrice } }
}""",
)


def set_prices(count):
    """Return the mutation that tells the variants of several products, ``step<n>`` each.

    Its variables are ``product<n>`` and ``variants<n>``. Prices are absolute: it may be repeated.
    """
    variables = ", ".join(
        f"$product{n}: ID!, $variants{n}: [ProductVariantsBulkInput!]!" for n in range(count)
    )
    steps = "\n".join(
        f"  step{n}: productVariantsBulkUpdate("
        f"productId: $product{n}, variants: $variants{n}, allowPartialUpdates: true)"
        " { productVariants { id price compareAtPrice } userErrors { code field message } }"
        for n in range(count)
    )
    return Operation("SetPrices", f"mutation SetPrices({variables}) {{\n{steps}\n}}")
