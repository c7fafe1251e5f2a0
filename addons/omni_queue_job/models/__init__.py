from . import checkpoint
from . import drain
from . import job
from . import notice
