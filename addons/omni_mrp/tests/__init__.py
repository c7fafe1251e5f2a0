from . import test_french
from . import test_kit_changes
from . import test_kit_opening
from . import test_kit_oversold
from . import test_kit_parted
from . import test_kit_shipments
from . import test_kit_stock
from . import test_kit_why
