"""Listings and products are compared in the database: one statement, however many there are."""

from odoo.addons.omni_channel.core.matching import ALIKE_FROM, ALIKE_TO, HYPHENS, SPACES
from odoo.tools import SQL

CANDIDATES = 5

LISTINGS = """
    SELECT l.id, l.connection_id, l.company_id, l.product_id, l.match, l.name, l.external_id,
           NULLIF(l.sku, '') AS sku, NULLIF(l.barcode, '') AS barcode,
           %(tight_sku)s AS tight, %(loose_sku)s AS loose, %(tight_barcode)s AS bars,
           count(*) OVER (PARTITION BY l.connection_id, l.sku) AS same_sku,
           count(*) OVER (PARTITION BY l.connection_id, l.product_id) AS same_product
      FROM omni_listing l JOIN omni_connection c ON c.id = l.connection_id
     WHERE l.active AND c.active AND %(which)s"""
PRODUCTS = """
    SELECT p.id, t.company_id, NULLIF(p.default_code, '') AS sku, NULLIF(p.barcode, '') AS barcode,
           %(tight_sku)s AS tight, %(loose_sku)s AS loose, %(tight_barcode)s AS bars,
           t.sale_ok AND t.is_storable AS is_sold
      FROM product_product p JOIN product_template t ON t.id = p.product_tmpl_id
     WHERE p.active"""
SAME = """
    SELECT l.id, count(*) AS number, min(p.id) AS product_id,
           array_to_string((array_agg(p.id ORDER BY p.id))[1:%(most)s], ',') AS ids
      FROM listings l JOIN products p ON p.%(code)s = l.%(code)s
       AND (p.company_id IS NULL OR p.company_id = l.company_id)
     GROUP BY l.id"""
ALIKE = """
    SELECT l.id, count(*) AS number, count(*) FILTER (WHERE p.tight = l.tight) AS close,
           min(p.id) AS product_id, min(p.id) FILTER (WHERE p.tight = l.tight) AS close_id,
           array_to_string((array_agg(p.id ORDER BY p.id))[1:%(most)s], ',') AS ids
      FROM listings l JOIN products p ON p.loose = l.loose
       AND (p.company_id IS NULL OR p.company_id = l.company_id)
     WHERE l.product_id IS NULL
     GROUP BY l.id"""
FOUND = """
    SELECT l.*, s.product_id AS sku_id, b.product_id AS barcode_id,
           COALESCE(s.number, 0) AS skus, COALESCE(b.number, 0) AS barcodes,
           CASE WHEN l.product_id IS NOT NULL THEN NULL
                WHEN s.number = 1 THEN s.product_id
                WHEN s.number > 1 THEN NULL
                WHEN b.number = 1 THEN b.product_id END AS exact_id,
           CASE WHEN n.close = 1 THEN n.close_id
                WHEN n.close = 0 AND n.number = 1 THEN n.product_id
                WHEN n.number IS NULL AND m.number = 1 THEN m.product_id END AS near_id,
           CASE WHEN s.number IS NOT NULL THEN concat_ws(',', s.ids, b.ids)
                WHEN b.number IS NOT NULL THEN b.ids
                ELSE concat_ws(',', n.ids, m.ids) END AS candidates,
           n.number IS NOT NULL OR m.number IS NOT NULL AS is_near
      FROM listings l
      LEFT JOIN by_sku s ON s.id = l.id
      LEFT JOIN by_barcode b ON b.id = l.id
      LEFT JOIN by_alike_sku n ON n.id = l.id
      LEFT JOIN by_alike_barcode m ON m.id = l.id"""
TOLD = """
    SELECT f.*, COALESCE(h.number, 0)
           + count(*) FILTER (WHERE f.exact_id IS NOT NULL)
                      OVER (PARTITION BY f.connection_id, f.exact_id) AS holders
      FROM found f
      LEFT JOIN (SELECT connection_id, product_id, count(*) AS number FROM listings
                  WHERE product_id IS NOT NULL GROUP BY 1, 2) h
        ON h.connection_id = f.connection_id AND h.product_id = f.exact_id"""
JUDGED = """
    SELECT t.*, CASE
           WHEN t.skus = 1 AND t.barcodes = 1 AND t.sku_id <> t.barcode_id
                AND (t.product_id IS NULL OR t.match IN ('sku', 'barcode')) THEN 'd_conflict'
           WHEN t.product_id IS NOT NULL AND t.same_product > 1 THEN 'f_listings'
           WHEN t.product_id IS NOT NULL THEN 'j_matched'
           WHEN t.skus > 1 OR t.skus = 0 AND t.barcodes > 1 THEN 'e_products'
           WHEN t.exact_id IS NOT NULL AND (t.holders > 1 OR t.sku IS NOT NULL AND t.same_sku > 1)
                THEN 'f_listings'
           WHEN t.skus = 1 THEN 'a_sku'
           WHEN t.barcodes = 1 THEN 'b_barcode'
           WHEN t.is_near THEN 'c_near'
           ELSE 'g_shop_only' END AS asked
      FROM told t"""
OF_LISTINGS = """
    SELECT 2 * j.id::bigint AS id, j.connection_id, j.company_id, j.id AS listing_id,
           COALESCE(j.name, j.external_id) AS name, j.sku, j.barcode,
           CASE WHEN i.id IS NULL THEN j.asked ELSE 'i_ignored' END AS kind, j.asked,
           CASE WHEN j.product_id IS NOT NULL OR j.asked = 'd_conflict' THEN NULL
                ELSE COALESCE(j.exact_id, j.near_id) END AS proposal_id,
           j.product_id, j.candidates, i.note, i.create_date AS ignored_at,
           i.create_uid AS ignored_by_id
      FROM judged j
      LEFT JOIN omni_match_ignored i ON i.listing_id = j.id AND i.kind = j.asked"""
NUMBER = SQL(
    """
    CASE WHEN c.place < 256 AND p.id < 4194304 THEN 2 * ((c.place << 22) + p.id) + 1
         ELSE 2 * ((c.id::bigint << 31) + p.id) + 1 END"""
)
"""An id that no listing's row has. It fits into 32 bits, as XML-RPC asks, for the first 256
connections and four million products; beyond, into the 53 of a browser."""
PLACED = SQL("(SELECT *, row_number() OVER (ORDER BY id) - 1 AS place FROM omni_connection)")
OF_PRODUCTS = """
    SELECT %(number)s, c.id, c.company_id, NULL, NULL, NULL, NULL,
           CASE WHEN i.id IS NULL THEN 'h_odoo_only' ELSE 'i_ignored' END, 'h_odoo_only',
           NULL, p.id, NULL, i.note, i.create_date, i.create_uid
      FROM %(connections)s c
      JOIN products p ON p.is_sold AND (p.company_id IS NULL OR p.company_id = c.company_id)
      LEFT JOIN shown o ON o.connection_id = c.id AND o.product_id = p.id
      LEFT JOIN omni_match_ignored i
        ON i.product_id = p.id AND i.connection_id = c.id AND i.listing_id IS NULL
     WHERE c.active AND c.kind = 'channel' AND %(which)s AND o.product_id IS NULL"""
SHOWN = """
    SELECT connection_id, product_id FROM listings WHERE product_id IS NOT NULL
    UNION SELECT connection_id, COALESCE(exact_id, near_id) FROM judged
           WHERE product_id IS NULL AND COALESCE(exact_id, near_id) IS NOT NULL"""


def _bare(code):
    return SQL("translate(upper(normalize(%s, NFKC)), %s, '')", code, SPACES + HYPHENS)


def _tight(code):
    return SQL("NULLIF(ltrim(%s, '0'), '')", _bare(code))


def _loose(code):
    return SQL("NULLIF(ltrim(translate(%s, %s, %s), '0'), '')", _bare(code), ALIKE_FROM, ALIKE_TO)


def _keys(table, code):
    sku, barcode = SQL.identifier(table, code), SQL.identifier(table, "barcode")
    return {"tight_sku": _tight(sku), "loose_sku": _loose(sku), "tight_barcode": _tight(barcode)}


def rows_of(connection_id=None):
    """Return SQL of all rows, of one connection or of all."""
    which = SQL("c.id = %s", connection_id) if connection_id else SQL("TRUE")
    parts = {
        "listings": SQL(LISTINGS, which=which, **_keys("l", "sku")),
        "products": SQL(PRODUCTS, **_keys("p", "default_code")),
        "by_sku": SQL(SAME, code=SQL("sku"), most=CANDIDATES),
        "by_barcode": SQL(SAME, code=SQL("barcode"), most=CANDIDATES),
        "by_alike_sku": SQL(ALIKE, most=CANDIDATES),
        "by_alike_barcode": SQL(SAME, code=SQL("bars"), most=CANDIDATES),
        "found": SQL(FOUND),
        "told": SQL(TOLD),
        "judged": SQL(JUDGED),
        "shown": SQL(SHOWN),
    }
    tables = [
        SQL("%s AS MATERIALIZED (%s)", SQL.identifier(name), part) for name, part in parts.items()
    ]
    return SQL(
        "WITH %s %s UNION ALL %s",
        SQL(", ").join(tables),
        SQL(OF_LISTINGS),
        SQL(OF_PRODUCTS, which=which, number=NUMBER, connections=PLACED),
    )
