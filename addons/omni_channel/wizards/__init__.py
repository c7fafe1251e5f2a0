from . import completeness_period
from . import go_live
from . import go_live_shipments
from . import go_live_prices
from . import offer
from . import opening
from . import way_back
from . import way_back_prices
