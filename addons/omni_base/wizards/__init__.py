from . import finding
from . import diagnosis
from . import go_live
from . import go_live_key
from . import go_live_stage
from . import way_back
from . import ignore
from . import replay
