from . import export
from . import hand_over
from . import webhook
