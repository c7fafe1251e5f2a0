"""Buying exactly once.

A transfer's validation may be rolled back after the carrier has sold a label: by Odoo's own retry
after a serialization failure, by another transfer of the same batch, by a dying process. So the row
of a label lives in transactions of its own:

1. one process at a time works on a transfer's labels (an advisory lock, gone with its process);
2. what is still open for the transfer is looked at first: a bought label is handed out again, one
   that was asked for without an answer is looked for at the carrier by its reference;
3. only then a row with a new reference is committed, the carrier asked, the outcome committed.
"""

from contextlib import contextmanager
from datetime import timedelta

import msgspec
import psycopg2.errors

from odoo import api, fields, models
from odoo.addons.omni_base.core.auth import digest
from odoo.addons.omni_base.core.errors import (
    AuthError,
    RemoteError,
    RetryableError,
    UnknownOutcome,
)
from odoo.addons.omni_base.models.told import About
from odoo.exceptions import UserError

from .omni_label import OPEN_STATES

LOCK = 0x6F6D6E69
UNDER_WAY = timedelta(seconds=90)
MARK_DIGITS = 8


def mark_of(request):
    """Return what makes two requests the same purchase: not the names of freshly made packages."""
    parcels = [
        (parcel.weight, parcel.length, parcel.width, parcel.height) for parcel in request.parcels
    ]
    what = (
        request.order_name,
        request.recipient,
        request.service_code,
        request.contract,
        request.service_point_id,
        parcels,
    )
    return digest(msgspec.json.encode(what))[:MARK_DIGITS]


class Label(models.Model):
    _inherit = "omni.label"

    @api.model
    def _obtain(self, picking, carrier, request):
        """Return the transfer's label as Bought, bought now or earlier.

        Raises RemoteError where the carrier refused or did not answer, UserError where a person has
        to decide. Whatever happens, what is known is committed.
        """
        mark = mark_of(request)
        with self._desk(picking.id, picking.name) as desk:
            label = desk._open_label(picking, mark)
            if label.state != "bought":
                label = label or desk._ask(picking, carrier, mark)
                label._buy(request)
            return label._as_bought()

    @contextmanager
    def _desk(self, picking_id, transfer):
        """Yield this model on a cursor of its own, alone for this transfer."""
        with self.env.registry.cursor() as cr:
            desk = self.with_env(self.env(cr=cr, su=True)).browse()
            cr.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK, picking_id])
            if not cr.fetchone()[0]:
                raise UserError(
                    self.env._("A label for %s is just being bought: wait a moment.", transfer)
                )
            try:
                yield desk
            finally:
                cr.rollback()
                cr.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK, picking_id])
                desk._commit()

    def _open_label(self, picking, mark):
        """Return the label to go on with (bought, or to be asked for again), or none."""
        labels = self._of(picking)
        for label in labels.filtered(lambda label: label.state in OPEN_STATES):
            label._look_again()
            if label.state == "bought":
                label._refuse_another(mark)
                return label
            if label.mark == mark:
                return label._ask_again()
            label._give_up()
        again = labels.filtered(
            lambda label: (
                label.state == "failed" and label.mark == mark and not label.is_reference_spent
            )
        )
        return again[:1]._ask_again() if again else self.browse()

    def _of(self, picking):
        return self.search(
            [
                ("company_id", "=", picking.company_id.id),
                "|",
                ("picking_id", "=", picking.id),
                "&",
                ("picking_id", "=", False),
                ("transfer", "=", picking.name),
            ]
        )

    def _look_again(self):
        """Learn from the carrier what became of a label that was asked for without an answer."""
        if self.state == "bought":
            return
        with self.connection_id._session() as adapter:
            if not adapter.can("pull_label"):
                raise UserError(
                    self.env._(
                        "It is not known whether %(carrier)s made the label %(reference)s. Look at "
                        "its site, then say so on the label.",
                        carrier=self.carrier_name or self.connection_id.name,
                        reference=self.reference,
                    )
                )
            self._commit()
            found = adapter.pull_label(self.reference)
        if found:
            self._keep(found)

    def _refuse_another(self, mark):
        if self.mark == mark:
            return
        raise UserError(
            self.env._(
                "A label of %(carrier)s (%(numbers)s) was already bought for %(transfer)s, with "
                "another service, address or weight. Cancel that label first: open “Labels” on the "
                "transfer.",
                carrier=self.carrier_name or self.connection_id.name,
                numbers=self.tracking_numbers or self.reference,
                transfer=self.transfer,
            )
        )

    def _give_up(self):
        """The carrier does not know the label: nothing was bought, unless it is still under way."""
        if self.requested_at and fields.Datetime.now() - self.requested_at < UNDER_WAY:
            raise UserError(
                self.env._(
                    "A label was asked for a moment ago and may still be made: wait a minute."
                )
            )
        self._conclude("failed", self.env._("The carrier never made it."))

    def _ask(self, picking, carrier, mark):
        """Commit that a label is about to be asked for, under a reference never used before."""
        number = len(self._of(picking)) + 1
        self.env.cr.execute("SELECT 1 FROM stock_picking WHERE id = %s", [picking.id])
        is_stored = bool(self.env.cr.fetchone())
        if not is_stored:
            self._link_when_stored(picking)
        self.env.cr.execute("SET LOCAL lock_timeout = '5s'")
        try:
            label = self.create(
                {
                    "connection_id": carrier.omni_connection_id.id,
                    "company_id": picking.company_id.id,
                    "picking_id": picking.id if is_stored else False,
                    "transfer": picking.name,
                    "carrier_id": carrier.id,
                    "carrier_name": carrier.omni_carrier_name,
                    "reference": f"{picking.name}-{number}.{mark}",
                    "mark": mark,
                    "requested_at": fields.Datetime.now(),
                    **self._quoted(picking, carrier),
                }
            )
        except psycopg2.errors.LockNotAvailable:
            raise UserError(
                self.env._("%s is being changed by someone else: try again.", picking.name)
            ) from None
        self._commit()
        return label

    def _quoted(self, picking, carrier):
        """The price it was chosen for stands until the carrier tells another."""
        if picking.omni_quoted_carrier_id != carrier:
            return {}
        currency = picking.omni_quoted_currency_id
        return {"price": picking.omni_quoted_price, "currency_id": currency.id}

    def _ask_again(self):
        now = fields.Datetime.now()
        again = {"state": "asked", "requested_at": now, "reason": False, "ignored_by_id": False}
        self.write(again)
        self._commit()
        return self

    def _link_when_stored(self, picking):
        """A transfer made in the same transaction cannot be pointed at before that is committed."""
        registry, picking_id, transfer = self.env.registry, picking.id, picking.name
        company_id = picking.company_id.id

        def link():
            with registry.cursor() as cr:
                cr.execute(
                    """
                    UPDATE omni_label SET picking_id = %s
                     WHERE picking_id IS NULL AND transfer = %s AND company_id = %s
                    """,
                    [picking_id, transfer, company_id],
                )

        picking.env.cr.postcommit.add(link)

    def _buy(self, request):
        """Ask the carrier once and commit what it said."""
        request = msgspec.structs.replace(request, reference=self.reference)
        self._note("out", request)
        try:
            with self.connection_id._session(about=self._about()) as adapter:
                self._commit()
                label = adapter.push_label(request)
        except UnknownOutcome as error:
            self._conclude("unknown", self.connection_id._say(error.reason))
            self._look_again()
            if self.state != "bought":
                raise
        except RemoteError as error:
            self._refused(error)
            raise
        else:
            self._keep(label)

    def _refused(self, error):
        reason = self.connection_id._say(error.reason)
        self.is_reference_spent = not isinstance(error, RetryableError)
        self._conclude("failed", reason)
        if isinstance(error, AuthError):
            self.connection_id._suspend(reason)
            self._commit()

    def _conclude(self, state, reason):
        self.write({"state": state, "reason": reason})
        self._commit()

    def _about(self):
        return About("label", self._name, self.ids)

    def _commit(self):
        """Only ever on the label's own cursor: what a carrier has sold must outlive a rollback."""
        with self.env["omni.payload"]._told_with_it():
            self.env.cr.commit()  # pylint: disable=invalid-commit
