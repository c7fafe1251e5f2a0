from . import go_live
from . import go_live_key
