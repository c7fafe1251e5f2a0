"""The operations that read whole products, one a constant."""

from .queries import PAGE_INFO, Operation

GOODS = """fragment Goods on ProductVariantConnection {
  pageInfo { ...Further }
  nodes {
    id title sku barcode price compareAtPrice
    selectedOptions { name value }
    inventoryItem { id tracked requiresShipping measurement { weight { unit value } } }
  }
}
"""

WHOLE_PRODUCT = (
    PAGE_INFO
    + GOODS
    + """fragment WholeProduct on Product {
  id title descriptionHtml productType status updatedAt onlineStoreUrl
  featuredMedia { preview { image { url } } }
  variants(first: $variants) { ...Goods }
}
"""
)

PRODUCTS = Operation(
    "Products",
    WHOLE_PRODUCT
    + """query Products($first: Int!, $after: String, $query: String, $variants: Int!) {
  shop { currencyCode taxesIncluded }
  products(first: $first, after: $after, query: $query, sortKey: ID) {
    pageInfo { ...Further }
    nodes { ...WholeProduct }
  }
}""",
)

PRODUCTS_BY_ID = Operation(
    "ProductsById",
    WHOLE_PRODUCT
    + """query ProductsById($ids: [ID!]!, $variants: Int!) {
  shop { currencyCode taxesIncluded }
  nodes(ids: $ids) { ...WholeProduct }
}""",
)

MORE_VARIANTS = Operation(
    "MoreVariants",
    PAGE_INFO
    + GOODS
    + """query MoreVariants($id: ID!, $first: Int!, $after: String) {
  product(id: $id) { variants(first: $first, after: $after) { ...Goods } }
}""",
)
