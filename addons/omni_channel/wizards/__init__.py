from . import go_live
from . import way_back
