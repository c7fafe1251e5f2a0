from odoo import fields, models

SETTLING = "300 seconds"
"""After so long a call that was never answered can do nothing there any more."""

ACKNOWLEDGED = """
    UPDATE omni_listing_level l
       SET acknowledged_quantity = COALESCE(v.value, l.acknowledged_quantity),
           expected_quantity = CASE WHEN v.at IS NULL THEN l.expected_quantity
               ELSE v.value - (COALESCE(l.sold_meanwhile, 0) - n.known) END,
           unexplained_quantity = CASE WHEN v.at IS NULL THEN l.unexplained_quantity
               ELSE CASE WHEN l.is_parted THEN COALESCE(l.unexplained_quantity, 0) ELSE 0 END
                    + v.gone - n.known END,
           missing_at = CASE WHEN v.gone > n.known THEN v.at ELSE l.missing_at END,
           unknown_until = CASE
               WHEN v.at IS NULL OR l.is_parted AND l.unknown_until > l.in_flight_at
               THEN l.unknown_until END,
           acknowledged_at = COALESCE(v.at, l.acknowledged_at),
           in_flight_at = CASE WHEN v.at IS NULL AND NOT (l.is_parted AND v.refused)
               THEN l.in_flight_at END,
           sold_meanwhile = CASE WHEN v.at IS NULL THEN l.sold_meanwhile ELSE 0 END,
           is_doubtful = l.is_doubtful AND v.at IS NULL,
           previous_quantity = CASE
               WHEN l.acknowledged_at IS NULL THEN l.before_quantity
               WHEN COALESCE(v.value, l.acknowledged_quantity) = l.acknowledged_quantity
               THEN l.previous_quantity
               ELSE l.acknowledged_quantity END,
           told_product_id = (SELECT product_id FROM omni_listing WHERE id = l.listing_id),
           problem = v.problem
      FROM (VALUES %s) AS v (id, value, gone, at, refused, problem)
      JOIN omni_listing_level k ON k.id = v.id
     CROSS JOIN LATERAL (
          SELECT LEAST(v.gone, GREATEST(COALESCE(k.sold_meanwhile, 0), 0)) AS known) n
     WHERE l.id = v.id
       AND (l.is_parted IS NOT TRUE OR l.in_flight_at IS NULL
            OR l.in_flight_backend = pg_backend_pid())
"""
"""As ``core/ledger.py`` books an answer: what was imported meanwhile is not missing.

Where stock is parted, an answer is not believed that another worker has overtaken with a newer
number: both numbers stay counted.
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
            UPDATE omni_listing_level l
               SET in_flight_quantity = v.quantity, in_flight_at = v.at, sent_at = v.at,
                   sold_meanwhile = 0, in_flight_backend = pg_backend_pid(),
                   unknown_quantity = CASE WHEN l.in_flight_at IS NULL THEN l.unknown_quantity
                       ELSE GREATEST(
                           l.in_flight_quantity - COALESCE(l.sold_meanwhile, 0),
                           CASE WHEN l.unknown_until IS NOT NULL THEN l.unknown_quantity END) END,
                   unknown_until = CASE WHEN l.in_flight_at IS NULL THEN l.unknown_until
                       ELSE GREATEST(l.unknown_until, l.in_flight_at + v.settling) END
              FROM (VALUES %s) AS v (id, quantity, at, settling) WHERE l.id = v.id
            """,
            [(row_id, level.quantity, now, SETTLING) for row_id, level in changes],
            template="(%s, %s, %s::timestamp, %s::interval)",
        )
        self.env["omni.listing.level"].invalidate_model()

    def _note_acknowledged(self, part, outcomes):
        """Write down what the channel now shows."""
        by_key = {outcome.key: outcome for outcome in outcomes}
        rows = [
            (row_id, *self._answer_values(level, by_key[level.key]))
            for row_id, level in part
            if level.key in by_key
        ]
        if not rows:
            return
        self.env.cr.execute_values(
            ACKNOWLEDGED,
            rows,
            template="(%s, %s::int, %s::int, %s::timestamp, %s::bool, %s::text)",
        )
        self.env["omni.listing.level"].invalidate_model()

    def _answer_values(self, level, outcome):
        """Return (what is shown, pieces found gone, when, whether it was refused, what is wrong).

        Without an answer to believe, the first ones are None.
        """
        reason = self._say(outcome.reason)
        if outcome.state != "done" and outcome.value is None:
            return None, None, None, outcome.state == "rejected", reason
        value = level.quantity if outcome.value is None else outcome.value
        gone = outcome.gone or max(level.quantity - value, 0)
        return value, gone, fields.Datetime.now(), False, reason or None


class Listing(models.Model):
    _inherit = "omni.listing"

    def _expect_less(self, connection, sold):
        """Lower what is expected there by what was sold there: one statement, and no clock.

        Pieces that a push has already found missing (``unexplained_quantity``) are explained now.
        ``sold``: [(listing id, pieces)], fewer than none for what comes back. Which location a shop
        with several takes from is its own affair: then nothing is expected, and the next push
        finds out, also of a number that is to stay as it was.
        """
        if len(connection._places()) != 1:
            self._doubt([listing_id for listing_id, _pieces in sold])
            return
        self.env.cr.execute_values(
            """
            UPDATE omni_listing_level l
               SET expected_quantity = l.expected_quantity - s.pieces + n.found,
                   unexplained_quantity = COALESCE(l.unexplained_quantity, 0) - n.found,
                   unknown_quantity = l.unknown_quantity - s.pieces + n.found,
                   sold_meanwhile = COALESCE(l.sold_meanwhile, 0)
                       + CASE WHEN l.in_flight_at IS NULL THEN 0 ELSE s.pieces - n.found END
              FROM (SELECT v.id, sum(v.pieces)::int AS pieces
                      FROM (VALUES %s) AS v (id, pieces) GROUP BY v.id) s
              JOIN omni_listing_level k ON k.listing_id = s.id
             CROSS JOIN LATERAL (
                  SELECT LEAST(GREATEST(s.pieces, 0), COALESCE(k.unexplained_quantity, 0)) AS found
                  ) n
             WHERE l.id = k.id
               AND (l.acknowledged_at IS NOT NULL OR l.in_flight_at IS NOT NULL)
            """,
            sold,
        )
        self.env["omni.listing.level"].invalidate_model()

    def _doubt(self, listing_ids):
        self.env.cr.execute(
            """
            UPDATE omni_listing_level SET is_doubtful = TRUE
             WHERE listing_id = ANY(%s) AND acknowledged_at IS NOT NULL
            """,
            [listing_ids],
        )
        self.env["omni.listing.level"].invalidate_model()
