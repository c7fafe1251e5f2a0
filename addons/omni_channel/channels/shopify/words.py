"""Small readings that every payload of the vendor needs."""

from odoo.addons.omni_base.core.errors import MappingError
from odoo.addons.omni_base.core.text import _


def tail(gid):
    """Return the number in ``gid://shopify/Order/123?…`` as text: our external id."""
    return (gid or "").rsplit("/", 1)[-1].split("?")[0]


def gid(kind, external_id):
    """Return the vendor's global id of an external id; a global id stays as it is."""
    text = str(external_id)
    return text if text.startswith("gid://") else f"gid://shopify/{kind}/{text}"


def looked_up(table, word, where):
    """Return what a word of a vocabulary means; MappingError for an unknown one."""
    if word not in table:
        raise MappingError(_("“%(word)s” is no known word for %(where)s.", word=word, where=where))
    return table[word]


def attributes_text(attributes):
    """Return what buyers typed as ``key: value`` lines; names that start with _ are for apps."""
    return "\n".join(
        f"{attribute.key}: {attribute.value}"
        for attribute in attributes
        if attribute.value and not attribute.key.startswith("_")
    )
