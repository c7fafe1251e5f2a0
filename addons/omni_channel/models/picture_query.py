"""The statements that find which picture of a shop belongs to which product here."""

from odoo.tools import SQL

GATHER = """
    WITH shown AS (
        SELECT l.id, l.connection_id, l.company_id, l.external_id, v.id AS product_id,
               v.product_tmpl_id, s.siblings,
               COALESCE(l.picture, l.parent_picture) AS own,
               COALESCE(l.parent_picture, l.picture) AS shared
          FROM omni_listing l
          JOIN product_product v ON v.id = l.product_id AND v.active
          JOIN (SELECT product_tmpl_id, count(*) AS siblings FROM product_product
                 WHERE active GROUP BY product_tmpl_id) s USING (product_tmpl_id)
         WHERE l.connection_id = %(connection)s AND l.active
           AND COALESCE(l.picture, l.parent_picture) IS NOT NULL
    ), whole AS (
        SELECT DISTINCT ON (product_tmpl_id) connection_id, company_id, product_tmpl_id,
               NULL::int AS product_id, external_id,
               CASE WHEN siblings = 1 THEN own ELSE shared END AS address
          FROM shown ORDER BY product_tmpl_id, id
    ), single AS (
        SELECT DISTINCT ON (s.product_id) s.connection_id, s.company_id, s.product_tmpl_id,
               s.product_id, s.external_id, s.own AS address
          FROM shown s JOIN whole w USING (product_tmpl_id)
         WHERE s.siblings > 1 AND s.own <> w.address ORDER BY s.product_id, s.id
    )
    INSERT INTO omni_picture AS known
           (connection_id, company_id, product_tmpl_id, product_id, external_id, address, state,
            tries, create_date)
    SELECT every.*, 'wanted', 0, %(now)s
      FROM (SELECT * FROM whole UNION ALL SELECT * FROM single) every
        ON CONFLICT (connection_id, product_tmpl_id, (COALESCE(product_id, 0))) DO UPDATE
       SET address = EXCLUDED.address, external_id = EXCLUDED.external_id, state = 'wanted',
           tries = 0, reason = NULL, not_before = NULL
     WHERE known.address <> EXCLUDED.address
"""
"""Two listings of one product: the older one's picture counts."""

FORGET = """
    DELETE FROM omni_picture p
     WHERE p.connection_id = %(connection)s AND p.state IN ('wanted', 'failed')
       AND NOT EXISTS (
           SELECT 1 FROM omni_listing l JOIN product_product v ON v.id = l.product_id AND v.active
            WHERE l.connection_id = p.connection_id AND l.active
              AND v.product_tmpl_id = p.product_tmpl_id
              AND (p.product_id IS NULL OR p.product_id = v.id))
"""
"""What was put up for a product that has no listing there any more."""

SHOWN = SQL(
    """
    SELECT r.id, COALESCE(v.checksum, CASE WHEN r.product_id IS NULL
                          OR w.checksum IS DISTINCT FROM t.checksum THEN t.checksum END) AS checksum
      FROM omni_picture r
 LEFT JOIN ir_attachment t ON t.res_model = 'product.template' AND t.res_field = 'image_1920'
       AND t.res_id = r.product_tmpl_id
 LEFT JOIN ir_attachment v ON v.res_model = 'product.product'
       AND v.res_field = 'image_variant_1920'
       AND v.res_id = COALESCE(r.product_id, (
           SELECT min(o.id) FROM product_product o
            WHERE o.product_tmpl_id = r.product_tmpl_id AND o.active HAVING count(*) = 1))
 LEFT JOIN omni_picture w ON w.connection_id = r.connection_id AND w.product_id IS NULL
       AND w.product_tmpl_id = r.product_tmpl_id
    """
)
"""A variant without a picture of its own shows that of its product: where it did not come from the
shop, the variant has a picture."""
