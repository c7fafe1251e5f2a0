from odoo import fields, models

ACKNOWLEDGED = """
    UPDATE omni_listing_level l
       SET acknowledged_quantity = COALESCE(v.value, l.acknowledged_quantity),
           expected_quantity = COALESCE(v.value, l.expected_quantity),
           unexplained_quantity = COALESCE(v.missing, l.unexplained_quantity),
           acknowledged_at = COALESCE(v.at, l.acknowledged_at),
           in_flight_at = CASE WHEN v.at IS NULL THEN l.in_flight_at END,
           previous_quantity = CASE
               WHEN l.acknowledged_at IS NULL THEN l.before_quantity
               WHEN COALESCE(v.value, l.acknowledged_quantity) = l.acknowledged_quantity
               THEN l.previous_quantity
               ELSE l.acknowledged_quantity END,
           told_product_id = (SELECT product_id FROM omni_listing WHERE id = l.listing_id),
           problem = v.problem
      FROM (VALUES %s) AS v (id, value, missing, at, problem) WHERE l.id = v.id
"""


class Connection(models.Model):
    """What was told and what was acknowledged, listing by listing and place by place."""

    _inherit = "omni.connection"

    def _levels(self, listings, places):
        """Return {(listing id, place id): level}, made where missing."""
        table = self.env["omni.listing.level"].sudo()
        found = table.search(
            [("listing_id", "in", listings.ids), ("location_id", "in", places.ids)]
        )
        levels = {(level.listing_id.id, level.location_id.id): level for level in found}
        missing = [
            {"listing_id": listing.id, "location_id": place.id}
            for place in places
            for listing in listings
            if (listing.id, place.id) not in levels
        ]
        for level in table.create(missing):
            levels[level.listing_id.id, level.location_id.id] = level
        return levels

    def _note_in_flight(self, changes):
        """Write down what is about to be sent, before it is sent."""
        if not changes:
            return
        now = fields.Datetime.now()
        self.env.flush_all()
        self.env.cr.execute_values(
            """
            UPDATE omni_listing_level l SET in_flight_quantity = v.quantity, in_flight_at = v.at,
                   sent_at = v.at
              FROM (VALUES %s) AS v (id, quantity, at) WHERE l.id = v.id
            """,
            [(row_id, level.quantity, now) for row_id, level in changes],
            template="(%s, %s, %s::timestamp)",
        )

    def _note_acknowledged(self, part, outcomes):
        """Write down what the channel now shows."""
        by_key = {outcome.key: outcome for outcome in outcomes}
        now = fields.Datetime.now()
        rows = []
        for row_id, level in part:
            outcome = by_key.get(level.key)
            if outcome and (outcome.state == "done" or outcome.value is not None):
                value = level.quantity if outcome.value is None else outcome.value
                missing = max(level.quantity - value, 0)
                rows.append((row_id, value, missing, now, self._say(outcome.reason) or None))
            elif outcome:
                rows.append((row_id, None, None, None, self._say(outcome.reason)))
        if not rows:
            return
        self.env.cr.execute_values(
            ACKNOWLEDGED,
            rows,
            template="(%s, %s::int, %s::int, %s::timestamp, %s::text)",
        )
        self.env["omni.listing.level"].invalidate_model()


class Listing(models.Model):
    _inherit = "omni.listing"

    def _expect_less(self, connection, sold):
        """Lower what is expected there by what was sold there: one statement, and no clock.

        Pieces that a push has already found missing (``unexplained_quantity``) are explained now.
        ``sold``: [(listing id, pieces)]. Which location a shop with several takes from is its own
        affair: then nothing is expected, and the next push finds out.
        """
        if len(connection._places()) != 1:
            return
        self.env.cr.execute_values(
            """
            UPDATE omni_listing_level l
               SET expected_quantity = l.expected_quantity
                   - GREATEST(s.pieces - COALESCE(l.unexplained_quantity, 0), 0),
                   unexplained_quantity =
                   GREATEST(COALESCE(l.unexplained_quantity, 0) - s.pieces, 0)
              FROM (SELECT v.id, sum(v.pieces)::int AS pieces
                      FROM (VALUES %s) AS v (id, pieces) GROUP BY v.id) s
             WHERE l.listing_id = s.id AND l.acknowledged_at IS NOT NULL
            """,
            sold,
        )
        self.env["omni.listing.level"].invalidate_model()
