from . import completeness_period
from . import go_live
from . import way_back
