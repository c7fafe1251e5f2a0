from . import completeness_period
from . import go_live
from . import go_live_shipments
from . import opening
from . import way_back
