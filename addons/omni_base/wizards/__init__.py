from . import go_live
