"""Times in questions to a shop.

WordPress reads the text of a time by the clock of the shop's own zone, also where it is then
compared with GMT (WP_Date_Query, build_mysql_datetime). In the hour that this clock leaves out in
spring there is no such time: 02:10 is taken for 03:10, and an hour's changes would be missing.
https://developer.wordpress.org/reference/classes/wp_date_query/build_mysql_datetime/
"""

from datetime import timedelta

from odoo.addons.omni_base.core.times import instant, iso

AN_HOUR = timedelta(hours=1)
# Clocks are put forward in a night between Thursday and Sunday, from midnight to three.
FRIDAY, NIGHT = 4, 4


def after(text):
    """Return the text that asks for what came after a UTC time, perhaps an hour more than that."""
    moment = instant(text)
    if moment.weekday() >= FRIDAY and moment.hour < NIGHT:
        moment -= AN_HOUR
    return iso(moment).removesuffix("Z")
